package dev.storelatch.customer;

import dev.storelatch.request.JsonBody;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The groups that a change of a customer names. */
final class GroupIds {

    private static final int MAX_GROUPS = 100;

    private GroupIds() {}

    /** Reads {@code groups}, a list of objects with an {@code id}; null if it was not sent. */
    static @Nullable Set<String> read(JsonBody body) {
        JsonNode node = body.any("groups");
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (!node.isArray() || node.size() > MAX_GROUPS) {
            body.mistake(
                    node.isArray()
                            ? "groups must contain no more than %d elements".formatted(MAX_GROUPS)
                            : "groups must be an array");
            return null;
        }
        Set<String> ids = new LinkedHashSet<>();
        for (JsonNode element : node) {
            JsonBody group = new JsonBody(element);
            ids.add(group.string("id"));
            (element.isObject()
                            ? group.mistakes()
                            : List.of("each value in nested property groups must be either object or array"))
                    .forEach(body::mistake);
        }
        return ids;
    }
}
