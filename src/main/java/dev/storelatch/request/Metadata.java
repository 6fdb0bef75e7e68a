package dev.storelatch.request;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Merges the property {@code metadata}, which many of Medusa's objects have. */
public final class Metadata {

    private Metadata() {}

    /** Merges changes into metadata key by key, as Medusa does; an empty string removes its key. */
    public static @Nullable JsonNode merge(@Nullable JsonNode stored, @Nullable ObjectNode changes) {
        if (changes == null || changes.isEmpty()) {
            return stored;
        }
        ObjectNode all =
                stored instanceof ObjectNode object ? object.deepCopy() : JsonNodeFactory.instance.objectNode();
        changes.properties().forEach(change -> {
            if (change.getValue().isString() && change.getValue().stringValue().isEmpty()) {
                all.remove(change.getKey());
            } else {
                all.set(change.getKey(), change.getValue());
            }
        });
        return all;
    }
}
