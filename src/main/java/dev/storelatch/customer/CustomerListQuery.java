package dev.storelatch.customer;

import dev.storelatch.core.Failure;
import dev.storelatch.request.JsonBody;
import dev.storelatch.request.Paging;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The query parameters of {@code GET /admin/customers}.
 *
 * @param search text to search for, in which {@code %} and {@code _} are wildcards; null if there is none
 * @param orderNumber number of an order ({@code display_id}) that the customer has placed; null if there is none
 */
record CustomerListQuery(
        @Nullable String search,
        @Nullable Integer orderNumber,
        CustomerFilter filter,
        Paging paging,
        CustomerOrder order,
        Set<CustomerRelation> expand) {

    private static final double DEFAULT_LIMIT = 50;

    /** PostgreSQL reads the rows that it skips. */
    private static final double MAX_OFFSET = 100_000;

    private static final int MAX_SEARCH_LENGTH = 256;

    /** @throws Failure.InvalidData with all mistakes */
    static CustomerListQuery of(ObjectNode parameters) {
        JsonBody query = new JsonBody(parameters);
        String search = search(query);
        Integer orderNumber = orderNumber(query);
        CustomerFilter filter = CustomerFilter.read(query);
        Paging paging = Paging.read(query, DEFAULT_LIMIT);
        if (paging.offset() > MAX_OFFSET) {
            query.mistake("offset must not be greater than %.0f".formatted(MAX_OFFSET));
        }
        CustomerOrder order = CustomerOrder.read(query);
        Set<CustomerRelation> expand = CustomerRelation.read(query, Set.of());
        query.optionalString("fields"); // accepted and ignored, as in the contract
        query.check();
        return new CustomerListQuery(search, orderNumber, filter, paging, order, expand);
    }

    /** Returns the relations to show: a filter by groups shows those, too. */
    Set<CustomerRelation> shown() {
        Set<CustomerRelation> shown = EnumSet.noneOf(CustomerRelation.class);
        shown.addAll(expand);
        if (filter.groups() != null) {
            shown.add(CustomerRelation.GROUPS);
        }
        return shown;
    }

    private static @Nullable Integer orderNumber(JsonBody query) {
        String text = query.optionalString("order_number", MAX_SEARCH_LENGTH).value();
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            return Integer.valueOf(text);
        } catch (NumberFormatException malformed) {
            query.mistake("order_number must be an integer of 32 bits");
            return null;
        }
    }

    private static @Nullable String search(JsonBody query) {
        String text = query.optionalString("q", MAX_SEARCH_LENGTH).value();
        return text == null || text.isEmpty() ? null : text;
    }
}
