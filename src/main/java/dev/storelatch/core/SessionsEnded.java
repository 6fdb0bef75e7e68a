package dev.storelatch.core;

import java.util.List;

/**
 * Sessions of an account have ended before they expired. Published inside the transaction that ends them, once for all.
 *
 * @param handles public handles of the sessions, which do not authenticate anybody; never empty
 */
public record SessionsEnded(Actor actor, LogoutReason reason, List<String> handles) {}
