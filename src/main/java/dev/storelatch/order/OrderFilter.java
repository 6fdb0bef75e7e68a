package dev.storelatch.order;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The conditions that a request sets for a customer's orders; all of them must hold.
 *
 * @param search the text to search for; null if the orders are not searched by text
 */
record OrderFilter(List<Condition> conditions, @Nullable String search) {}
