package dev.storelatch.customer;

import dev.storelatch.request.DateRange;
import dev.storelatch.request.JsonBody;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The conditions that a request sets for a list of customers; all of them must hold.
 *
 * @param ids the only customers to list; null for all
 * @param hasAccount true for accounts alone, false for guests alone; null for both
 * @param groups ids of groups, one of which a customer must be in; null if groups do not matter
 * @param dates ranges of {@code created_at} and {@code updated_at}
 */
record CustomerFilter(
        @Nullable List<String> ids,
        @Nullable Boolean hasAccount,
        @Nullable List<String> groups,
        Map<String, List<DateRange.Bound>> dates) {

    private static final int MAX_GROUPS = 100;

    static CustomerFilter read(JsonBody query) {
        Boolean hasAccount = switch (query.any("has_account").asString("")) {
            case "true" -> Boolean.TRUE;
            case "false" -> Boolean.FALSE;
            default -> null;
        };
        List<String> groups = groups(query);
        Map<String, List<DateRange.Bound>> dates = new LinkedHashMap<>();
        for (String column : List.of("created_at", "updated_at")) {
            dates.put(column, DateRange.read(query, column));
        }
        return new CustomerFilter(null, hasAccount, groups, dates);
    }

    /** Returns the filter for these customers only. */
    CustomerFilter among(List<String> customerIds) {
        return new CustomerFilter(customerIds, hasAccount, groups, dates);
    }

    /** An empty parameter is ignored: the dashboard sends it while no group is chosen. */
    private static @Nullable List<String> groups(JsonBody query) {
        JsonNode node = query.any("groups");
        if (node.isMissingNode() || (node.isString() && node.asString().isEmpty())) {
            return null;
        }
        List<JsonNode> elements = (node.isArray() ? node.valueStream() : Stream.of(node)).toList();
        if (elements.size() > MAX_GROUPS) {
            query.mistake("groups must contain no more than %d elements".formatted(MAX_GROUPS));
        }
        if (!elements.stream().allMatch(JsonNode::isString)) {
            query.mistake("each value in groups must be a string");
        }
        return elements.stream().map(element -> element.asString("")).toList();
    }
}
