package dev.storelatch.passkey;

import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Reads the JSON that {@code PublicKeyCredential.toJSON()} makes (WebAuthn Level 3 §5.1, §5.2). Properties that are not needed
 * are ignored, since browsers add new ones. Mistakes name the property.
 */
final class CredentialJson {

    private static final int MAX_TRANSPORTS = 10;
    private static final Pattern TRANSPORT = Pattern.compile("[a-z][a-z-]{0,19}");
    private static final Bytes NONE = Bytes.of(new byte[0]);

    private final String name;
    private final JsonNode credential;
    private final Consumer<String> mistakes;

    /**
     * @param name the property of the body with the credential
     * @param mistakes is told of each mistake
     */
    CredentialJson(JsonNode node, String name, Consumer<String> mistakes) {
        this.name = name;
        this.mistakes = mistakes;
        if (!node.isObject()) {
            mistakes.accept(name + " must be an object");
        }
        this.credential = node.isObject() ? node : JsonNodeFactory.instance.objectNode();
    }

    /** Reads the id of the credential, which has at most 1023 bytes (WebAuthn Level 3 §7.1). */
    Bytes id() {
        return bytes(credential.path("id"), name + ".id", 1023);
    }

    /** Reads bytes of the response. */
    Bytes response(String property, int maxBytes) {
        return bytes(credential.path("response").path(property), name + ".response." + property, maxBytes);
    }

    /** Reads bytes of the response that may be missing or null. */
    @Nullable
    Bytes optionalResponse(String property, int maxBytes) {
        JsonNode node = credential.path("response").path(property);
        return node.isMissingNode() || node.isNull() ? null : response(property, maxBytes);
    }

    /** Reads how the authenticator can be reached. They are hints for browsers, so that unusual ones are left out. */
    Set<String> transports() {
        return credential
                .path("response")
                .path("transports")
                .valueStream()
                .map(transport -> transport.asString(""))
                .filter(transport -> TRANSPORT.matcher(transport).matches())
                .limit(MAX_TRANSPORTS)
                .collect(Collectors.toUnmodifiableSet());
    }

    private Bytes bytes(JsonNode node, String path, int maxBytes) {
        String text = node.isString() ? node.stringValue() : "";
        // 4 characters for 3 bytes.
        if (!text.isEmpty() && text.length() <= maxBytes / 3 * 4 + 4) {
            try {
                byte[] bytes = Base64Url.decode(text);
                if (bytes.length <= maxBytes) {
                    return Bytes.of(bytes);
                }
            } catch (IllegalArgumentException malformed) {
                // A mistake like the others.
            }
        }
        if (!credential.isEmpty()) {
            mistakes.accept("%s must be base64url of 1 to %d bytes".formatted(path, maxBytes));
        }
        return NONE;
    }
}
