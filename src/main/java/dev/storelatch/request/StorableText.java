package dev.storelatch.request;

import tools.jackson.databind.JsonNode;

/** Checks that PostgreSQL can store a text or JSON value: it has no NUL in either. */
final class StorableText {

    private StorableText() {}

    static boolean hasNul(String text) {
        return text.indexOf('\0') >= 0;
    }

    /** Checks texts and property names at every depth. */
    static boolean hasNul(JsonNode node) {
        if (node.isString()) {
            return hasNul(node.stringValue());
        }
        return node.valueStream().anyMatch(StorableText::hasNul)
                || node.propertyStream().anyMatch(property -> hasNul(property.getKey()));
    }
}
