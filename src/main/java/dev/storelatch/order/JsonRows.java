package dev.storelatch.order;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Parses the JSON that PostgreSQL has built, formats its times and sorts its arrays. Done by PostgreSQL, both would take
 * more than half of the statement's time.
 */
final class JsonRows {

    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT);

    private static final String UTC = "+00:00";
    private static final int TO_THE_SECOND = "2026-01-01T00:00:00".length();

    private JsonRows() {}

    /**
     * Parses rows of the table. Times in its columns, but none in a shop's own JSON, are printed as JavaScript prints them,
     * and expanded rows are sorted by their {@link Table#sortKey() sort key}. Rows with the same key keep the order in which
     * PostgreSQL returned them, which is that of their places in the table.
     */
    static ArrayNode parse(JsonMapper mapper, byte[] json, Table table) {
        ArrayNode rows = mapper.readValue(json, ArrayNode.class);
        finish(rows, table);
        return rows;
    }

    private static void finish(ArrayNode rows, Table table) {
        rows.forEach(row -> finishOne(row, table));
    }

    private static void finishOne(JsonNode node, Table table) {
        if (!(node instanceof ObjectNode row)) {
            return;
        }
        for (String column : table.times()) {
            JsonNode time = row.path(column);
            if (time.isString()) {
                row.put(column, printTime(time.stringValue()));
            }
        }
        table.relations().forEach((name, relation) -> {
            if (row.path(name) instanceof ArrayNode many) {
                finish(many, relation.target());
                sort(many, relation.target().sortKey());
            } else {
                finishOne(row.path(name), relation.target());
            }
        });
    }

    private static void sort(ArrayNode rows, List<String> key) {
        if (rows.size() > 1 && !key.isEmpty()) {
            List<JsonNode> sorted = rows.valueStream()
                    .sorted(Comparator.comparing(row -> key.stream()
                            .map(column -> row.path(column).asString(""))
                            .collect(Collectors.joining(" "))))
                    .toList();
            rows.removeAll().addAll(sorted);
        }
    }

    /** Formats a time in UTC with three decimals, truncated and not rounded. */
    static String printTime(String time) {
        int end = time.length() - UTC.length();
        if (!time.endsWith(UTC) || time.indexOf(':') != 13) {
            return OffsetDateTime.parse(time)
                    .withOffsetSameInstant(ZoneOffset.UTC)
                    .format(MILLISECONDS);
        }
        String fraction = end > TO_THE_SECOND ? time.substring(TO_THE_SECOND + 1, end) : "";
        return time.substring(0, TO_THE_SECOND) + "." + (fraction + "000").substring(0, 3) + "Z";
    }
}
