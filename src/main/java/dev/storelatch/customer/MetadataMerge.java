package dev.storelatch.customer;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Merges metadata key by key, as Medusa does; an empty string removes its key. */
@Component
class MetadataMerge {

    private final JsonMapper json;

    MetadataMerge(JsonMapper json) {
        this.json = json;
    }

    @Nullable
    String merge(@Nullable String stored, @Nullable ObjectNode changes) {
        if (changes == null || changes.isEmpty()) {
            return stored;
        }
        ObjectNode all =
                stored != null && json.readTree(stored) instanceof ObjectNode object ? object : json.createObjectNode();
        changes.properties().forEach(change -> {
            if (change.getValue().isString() && change.getValue().stringValue().isEmpty()) {
                all.remove(change.getKey());
            } else {
                all.set(change.getKey(), change.getValue());
            }
        });
        return all.toString();
    }
}
