package dev.storelatch.order;

import dev.storelatch.request.FieldList;
import dev.storelatch.request.JsonBody;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Reads the query parameters {@code fields} and {@code expand}, which select the parts of each order to show. */
final class OrderSelectionReader {

    private final JsonBody query;
    private final Set<String> columns = new HashSet<>(OrderDefaults.REQUIRED_COLUMNS);
    private final Set<String> relations = new HashSet<>(OrderDefaults.TOTALS_RELATIONS);
    private final SortedSet<String> totals = new TreeSet<>();

    OrderSelectionReader(JsonBody query) {
        this.query = query;
    }

    /** @param search whether the orders are searched by text */
    OrderSelection read(boolean search) {
        FieldList.fields(query.optionalString("fields").value(), OrderDefaults.COLUMNS)
                .forEach(this::addField);
        String expand = query.optionalString("expand").value();
        (expand == null ? OrderDefaults.RELATIONS : FieldList.split(expand)).forEach(this::addRelation);
        if (search) {
            relations.addAll(OrderDefaults.SEARCH_RELATIONS);
        }
        List<String> shown =
                OrderTables.ORDER.columns().stream().filter(columns::contains).toList();
        return new OrderSelection(shown, totals, Expansion.of(relations));
    }

    private void addField(String field) {
        String path = field.startsWith("*") ? field.substring(1) : field;
        int dot = path.lastIndexOf('.');
        if (NamedTotals.NAMES.contains(field)) {
            totals.add(field);
            relations.addAll(OrderDefaults.NAMED_TOTALS_RELATIONS);
        } else if (OrderTables.ORDER.columns().contains(field)) {
            columns.add(field);
        } else if (OrderTables.ORDER.follow(path).isPresent()) {
            relations.add(path);
        } else if (dot > 0 && hasColumn(path.substring(0, dot), path.substring(dot + 1))) {
            relations.add(path.substring(0, dot));
        } else {
            query.mistake("field %s does not exist".formatted(field));
        }
    }

    private void addRelation(String path) {
        if (OrderTables.ORDER.follow(path).isPresent()) {
            relations.add(path);
        } else {
            query.mistake("relation %s does not exist".formatted(path));
        }
    }

    private static boolean hasColumn(String relation, String column) {
        return OrderTables.ORDER
                .follow(relation)
                .filter(table -> table.columns().contains(column))
                .isPresent();
    }
}
