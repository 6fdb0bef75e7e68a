package dev.storelatch.request;

import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * Checks that PostgreSQL can store a text or JSON value as it is: it has no NUL in either, and it cannot encode half of a
 * surrogate pair (Unicode standard, D84), which the driver would replace by a question mark.
 */
final class StorableText {

    private StorableText() {}

    static boolean hasNul(String text) {
        return text.indexOf('\0') >= 0;
    }

    /** Checks texts and property names at every depth. */
    static boolean hasNul(JsonNode node) {
        return anyText(node, StorableText::hasNul);
    }

    /** Checks texts and property names at every depth. */
    static boolean isWellFormed(JsonNode node) {
        return !anyText(node, StorableText::hasUnpairedSurrogate);
    }

    /** A pair is one code point, which is not a surrogate any more. */
    private static boolean hasUnpairedSurrogate(String text) {
        return text.codePoints()
                .anyMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }

    private static boolean anyText(JsonNode node, Predicate<String> predicate) {
        if (node.isString()) {
            return predicate.test(node.stringValue());
        }
        return node.valueStream().anyMatch(value -> anyText(value, predicate))
                || node.propertyStream().anyMatch(property -> predicate.test(property.getKey()));
    }
}
