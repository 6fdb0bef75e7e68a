package dev.storelatch.admin;

import dev.storelatch.core.Failure;
import dev.storelatch.request.DateRange;
import dev.storelatch.request.FieldList;
import dev.storelatch.request.JsonBody;
import dev.storelatch.request.Paging;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The query parameters of {@code GET /admin/users}.
 *
 * @param search part of the e-mail address or a name
 * @param equal values by column; the text {@code null} stands for a column that is null, as in the contract
 * @param ids null for all users
 * @param roles null for all users
 * @param dates ranges by column; one for {@code deleted_at} includes deleted users
 * @param order column to sort by, with a hyphen before it for descending order
 * @param fields properties to show
 */
record UserQuery(
        @Nullable String search,
        Map<String, String> equal,
        @Nullable List<String> ids,
        @Nullable List<String> roles,
        Map<String, List<DateRange.Bound>> dates,
        String order,
        Set<String> fields,
        Paging paging) {

    private static final double DEFAULT_LIMIT = 50;
    private static final List<String> ROLES = List.of("member", "admin", "developer");

    /**
     * Reads the parameters in the order in which the contract reports mistakes.
     *
     * @throws Failure.InvalidData with all mistakes
     */
    static UserQuery of(ObjectNode parameters) {
        JsonBody query = new JsonBody(parameters);
        List<String> ids = values(query, "id");
        String search = query.optionalString("q").value();
        String order = readOrder(query);
        Map<String, List<DateRange.Bound>> dates = new LinkedHashMap<>();
        for (String column : List.of("updated_at", "created_at", "deleted_at")) {
            dates.put(column, DateRange.read(query, column));
        }
        Map<String, String> equal = new LinkedHashMap<>();
        for (String column : List.of("email", "first_name", "last_name")) {
            query.optionalString(column).asOptional().ifPresent(value -> equal.put(column, value));
        }
        List<String> roles = readRoles(query);
        Set<String> fields = readFields(query);
        Paging paging = Paging.read(query, DEFAULT_LIMIT);
        readExpand(query);
        query.check();
        return new UserQuery(search, equal, ids, roles, dates, order, fields, paging);
    }

    /** Returns the values of a parameter that may be sent once or several times. */
    private static @Nullable List<String> values(JsonBody query, String name) {
        JsonNode node = query.any(name);
        if (node.isMissingNode()) {
            return null;
        }
        if (node.isObject()) {
            query.mistake("%s must be one of: String, String[]".formatted(name));
            return null;
        }
        if (node.isString()) {
            return List.of(node.stringValue());
        }
        // A single value in brackets may hold several, separated by commas.
        return node.size() == 1
                ? Arrays.asList(node.path(0).asString("").split(",", -1))
                : node.valueStream().map(value -> value.asString("")).toList();
    }

    private static @Nullable List<String> readRoles(JsonBody query) {
        JsonNode node = query.any("role");
        List<String> roles = node.isObject() ? List.of() : values(query, "role");
        if (roles != null && (roles.isEmpty() || !ROLES.containsAll(roles))) {
            query.mistake(
                    "each value in role must be one of the following values: %s".formatted(String.join(", ", ROLES)));
        }
        return roles;
    }

    private static String readOrder(JsonBody query) {
        String order = query.optionalString("order").value();
        if (order == null || order.isEmpty()) {
            return "-created_at";
        }
        if (!UserColumns.SORTABLE.contains(order.replaceFirst("^-", ""))) {
            query.mistake("field %s does not exist".formatted(order));
        }
        return order;
    }

    private static Set<String> readFields(JsonBody query) {
        Set<String> fields = FieldList.fields(query.optionalString("fields").value(), UserColumns.SHOWN);
        fields.stream()
                .filter(field -> !UserColumns.SHOWN.contains(field))
                .forEach(field -> query.mistake("field %s does not exist".formatted(field)));
        return fields;
    }

    /** Users have no relations. */
    private static void readExpand(JsonBody query) {
        query.optionalString("expand")
                .asOptional()
                .map(FieldList::split)
                .ifPresent(names -> names.forEach(name -> query.mistake("relation %s does not exist".formatted(name))));
    }
}
