package dev.storelatch.admin;

import java.util.Collection;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Shows users with the properties, and in the order, that a response of Medusa has. */
@Component
class UserJson {

    private final JsonMapper json;

    UserJson(JsonMapper json) {
        this.json = json;
    }

    /** Shows some properties of a listed user. */
    ObjectNode listed(User user, Collection<String> fields) {
        ObjectNode shown = json.valueToTree(user);
        shown.retain(
                Stream.concat(UserColumns.REQUIRED.stream(), fields.stream()).toList());
        return shown;
    }

    /**
     * Shows a user who was created: first the properties that were sent, then the others.
     *
     * @param sent names of the properties in the request
     */
    ObjectNode created(User user, Collection<String> sent) {
        ObjectNode all = json.valueToTree(user);
        ObjectNode shown = json.createObjectNode();
        Stream.of(
                        Stream.of("role", "email", "first_name", "last_name").filter(sent::contains),
                        Stream.of("id"),
                        UserColumns.SHOWN.stream().filter(name -> !name.matches("(created|updated)_at")),
                        Stream.of("created_at", "updated_at"))
                .flatMap(names -> names)
                .distinct()
                .forEach(name -> shown.set(name, all.get(name)));
        return shown;
    }

    /**
     * Shows a user after an update. If something changed, Medusa adds the password hash as null, whatever is stored.
     *
     * @param apiToken the token that the update set, which is shown this once; null if it set none
     */
    ObjectNode updated(User user, @Nullable String apiToken, boolean changed) {
        ObjectNode shown = json.valueToTree(user);
        shown.put("api_token", apiToken);
        return changed ? shown.putNull("password_hash") : shown;
    }
}
