package dev.storelatch.customer;

import dev.storelatch.request.JsonBody;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The order of a list of customers: a column, then columns that no two customers share, so that pages neither overlap nor
 * leave anybody out.
 *
 * @param columns names of columns that are indexed together, the first of which the request named
 */
record CustomerOrder(List<String> columns, boolean descending) {

    /** Columns of the unique index that Medusa has on live customers, which serves the default order. */
    private static final List<String> BY_EMAIL = List.of("email", "has_account");

    private static final List<String> SORTABLE = List.of(
            "id",
            "created_at",
            "updated_at",
            "deleted_at",
            "first_name",
            "last_name",
            "billing_address_id",
            "phone",
            "has_account",
            "metadata");

    /** Reads the parameter {@code order}: the name of a column, after a minus sign for the opposite order. */
    static CustomerOrder read(JsonBody query) {
        String order = query.optionalString("order").value();
        if (order == null || order.isEmpty()) {
            return new CustomerOrder(BY_EMAIL, false);
        }
        boolean descending = order.startsWith("-");
        String column = descending ? order.substring(1) : order;
        if (column.equals("email")) {
            return new CustomerOrder(BY_EMAIL, descending);
        }
        if (!SORTABLE.contains(column)) {
            query.mistake("order: field %s does not exist".formatted(column));
            return new CustomerOrder(BY_EMAIL, descending);
        }
        return new CustomerOrder(column.equals("id") ? List.of("id") : List.of(column, "id"), descending);
    }

    /** Returns the list for {@code order by}. */
    String sql(String alias) {
        return columns.stream()
                .map(column -> alias + "." + column + (descending ? " desc" : ""))
                .collect(Collectors.joining(", "));
    }
}
