package dev.storelatch.request;

import dev.storelatch.core.Realm;
import java.util.List;

/**
 * The origins of pages that this server has itself. A module with pages contributes a bean.
 *
 * @param realm whose accounts the pages are for
 * @param origins the origins as browsers write them; empty if the address of this server is not set
 */
public record PageOrigins(Realm realm, List<String> origins) {}
