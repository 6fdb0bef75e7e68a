package dev.storelatch.request;

import java.math.BigInteger;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads and prints numbers as JavaScript does, and so the contract. */
public final class JsNumber {

    private static final Pattern DECIMAL = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
    private static final Pattern RADIX = Pattern.compile("0([xX][\\da-fA-F]+|[oO][0-7]+|[bB][01]+)");

    private JsNumber() {}

    /** Parses as {@code Number(text)} does: 0 for white space alone, NaN for any text that is not a number. */
    public static double parse(String text) {
        String trimmed = text.strip();
        if (trimmed.isEmpty()) {
            return 0;
        }
        if (DECIMAL.matcher(trimmed).matches()) {
            return Double.parseDouble(trimmed);
        }
        if (RADIX.matcher(trimmed).matches()) {
            int radix = switch (Character.toLowerCase(trimmed.charAt(1))) {
                case 'x' -> 16;
                case 'o' -> 8;
                default -> 2;
            };
            return new BigInteger(trimmed.substring(2), radix).doubleValue();
        }
        return Double.NaN;
    }

    /** Returns a number that is printed as in JavaScript: a whole number has no decimal point. */
    public static Number print(double number) {
        boolean whole = number == Math.rint(number) && Math.abs(number) < 1L << 53;
        return whole ? (Number) (long) number : (Number) number;
    }

    /** Returns the number in a property, 0 if there is none. */
    public static double get(JsonNode row, String name) {
        return row.path(name).asDouble(0);
    }

    /** Adds a property, or replaces its value without moving it. */
    public static void put(ObjectNode object, String name, double number) {
        if (print(number) instanceof Long whole) {
            object.put(name, whole);
        } else {
            object.put(name, number);
        }
    }
}
