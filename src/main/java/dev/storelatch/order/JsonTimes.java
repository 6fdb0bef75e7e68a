package dev.storelatch.order;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns PostgreSQL's times into JavaScript's: UTC, with three decimals, which are cut and not rounded. It is done here
 * since {@code to_char} took half of the statement's time.
 */
final class JsonTimes {

    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT);

    private static final String UTC = "+00:00";
    private static final int TO_THE_SECOND = "2026-01-01T00:00:00".length();

    private JsonTimes() {}

    /** Changes all times in rows of the table and in what was expanded below them, but none in a shop's own JSON. */
    static void print(JsonNode rows, Table table) {
        if (rows instanceof ArrayNode array) {
            array.forEach(row -> print(row, table));
        } else if (rows instanceof ObjectNode row) {
            for (String column : table.times()) {
                JsonNode time = row.path(column);
                if (time.isString()) {
                    row.put(column, print(time.stringValue()));
                }
            }
            table.relations().forEach((name, relation) -> print(row.path(name), relation.target()));
        }
    }

    static String print(String time) {
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
