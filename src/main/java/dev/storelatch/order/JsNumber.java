package dev.storelatch.order;

import java.math.BigInteger;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** Numbers as JavaScript's {@code Number(text)} reads them, which the contract does. */
final class JsNumber {

    private static final Pattern DECIMAL = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
    private static final Pattern RADIX = Pattern.compile("0([xX][\\da-fA-F]+|[oO][0-7]+|[bB][01]+)");

    private JsNumber() {}

    /** The number, 0 for nothing but white space, or not-a-number. */
    static double parse(String text) {
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

    /** As JavaScript prints it: a whole number without a decimal point. */
    static Number print(double number) {
        boolean whole = number == Math.rint(number) && Math.abs(number) < 1L << 53;
        return whole ? (Number) (long) number : (Number) number;
    }

    /** Adds a property, or replaces its value where it stands. */
    static void put(ObjectNode object, String name, double number) {
        if (print(number) instanceof Long whole) {
            object.put(name, whole);
        } else {
            object.put(name, number);
        }
    }
}
