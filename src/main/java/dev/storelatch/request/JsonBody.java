package dev.storelatch.request;

import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Failure;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request's JSON body, read property by property in the contract's order. Mistakes are collected, and {@link #check()}
 * refuses the request with all of them: first the properties that were never read, then the others in the order in which
 * they were read. Until then a reader that found a mistake returns a harmless placeholder. A body without mistakes is
 * dropped by {@link #check()}, since a request may have to wait afterwards, and its memory is then for others.
 */
public final class JsonBody {

    private final Mistakes mistakes = new Mistakes();
    private final Runnable onDropped;
    private @Nullable ObjectNode root;
    private boolean sharesNodes;
    private boolean dropped;

    /**
     * Creates a reader of well-formed Unicode.
     *
     * @param root the parsed body; anything but an object is refused by {@link #check()}
     * @throws Failure.InvalidData if a text or a property name has half of a surrogate pair (RFC 8259 §8.2)
     */
    public JsonBody(JsonNode root) {
        this(root, () -> {});
    }

    /**
     * Creates a reader that tells when the body is no longer needed.
     *
     * @param root the parsed body, as above
     * @param onDropped is called when {@link #check()} has dropped the body, unless a reader returned an object or array of it
     * @throws Failure.InvalidData as above
     */
    public JsonBody(JsonNode root, Runnable onDropped) {
        if (!StorableText.isWellFormed(root)) {
            throw new Failure.InvalidData("The request's body is not well-formed Unicode");
        }
        this.root = root instanceof ObjectNode object ? object : null;
        this.onDropped = onDropped;
    }

    /** A body that was not sent. */
    public static JsonBody empty() {
        return new JsonBody(JsonNodeFactory.instance.objectNode());
    }

    /**
     * A property that may be missing. Present with {@code null} is not the same as missing.
     *
     * @param <T> the property's type
     */
    public record Property<T>(boolean present, @Nullable T value) {

        /** Passes the value, which may be {@code null}, to the action if the property was sent. */
        public void ifPresent(Consumer<@Nullable T> action) {
            if (present) {
                action.accept(value);
            }
        }

        public Optional<T> asOptional() {
            return Optional.ofNullable(value);
        }

        private static <T> Property<T> withoutValue(JsonNode node) {
            return new Property<>(!node.isMissingNode(), null);
        }
    }

    /** Reads a required e-mail address. */
    public String email(String name) {
        String text = text(node(name));
        return text != null && EmailAddress.isValid(text) ? text : mistake(name + " must be an email", "");
    }

    /** Reads an e-mail address that may be missing or {@code null}. */
    public Property<String> optionalEmail(String name) {
        JsonNode node = node(name);
        return isAbsent(node) ? Property.withoutValue(node) : new Property<>(true, email(name));
    }

    /** Reads a required string, which may be empty. */
    public String string(String name) {
        String text = text(node(name));
        if (text == null) {
            return mistake(name + " must be a string", "");
        }
        return StorableText.hasNul(text) ? mistake(nul(name), text) : text;
    }

    /** Reads a string that may be missing or {@code null}. */
    public Property<String> optionalString(String name) {
        JsonNode node = node(name);
        return isAbsent(node) ? Property.withoutValue(node) : new Property<>(true, string(name));
    }

    /**
     * Reads a string that may be missing or {@code null}.
     *
     * @param maxLength number of characters (UTF-16 code units) above which it is a mistake
     */
    public Property<String> optionalString(String name, int maxLength) {
        Property<String> text = optionalString(name);
        String value = text.value();
        return value != null && value.length() > maxLength
                ? mistake("%s must be shorter than or equal to %d characters".formatted(name, maxLength), text)
                : text;
    }

    /** Reads a required property of any type, but neither {@code null} nor an empty string, for the caller to check only. */
    public JsonNode notEmpty(String name) {
        JsonNode node = node(name);
        return isAbsent(node) || "".equals(text(node)) ? mistake(name + " should not be empty", node) : node;
    }

    /** Reads a property as {@link #notEmpty}; returns its text, or null if it is not a string. */
    public @Nullable String notEmptyText(String name) {
        return text(notEmpty(name));
    }

    /** Reads a boolean that is false if it is missing or {@code null}. */
    public boolean optionalBoolean(String name) {
        JsonNode node = node(name);
        if (!isAbsent(node) && !node.isBoolean()) {
            mistake(name + " must be a boolean value");
        }
        return node.booleanValue(false);
    }

    /** Reads an object that may be missing or {@code null}, such as {@code metadata}. */
    public Property<ObjectNode> optionalObject(String name) {
        JsonNode node = node(name);
        if (node instanceof ObjectNode object) {
            return new Property<>(true, storable(name, object));
        }
        if (!isAbsent(node)) {
            mistake(name + " must be an object");
        }
        return Property.withoutValue(node);
    }

    /**
     * Reads a required object by the given reader; its mistakes become this body's. A missing one is a mistake only if there
     * is no other, as in the contract.
     */
    public <T> T object(String name, Function<JsonBody, T> reader) {
        JsonNode node = node(name);
        JsonBody inner = node.isObject() ? new JsonBody(node) : empty();
        T result = reader.apply(inner);
        if (node.isObject()) {
            mistakes.addAll(inner.mistakes());
            sharesNodes |= inner.sharesNodes;
        } else if (node.isArray()) {
            mistake(name + " must be an object");
        } else if (!node.isMissingNode() || mistakes().isEmpty()) {
            mistake("nested property " + name + " must be either object or array");
        }
        return result;
    }

    /** Reads a property of any type, for the caller to check; if it is missing, a missing node. */
    public JsonNode any(String name) {
        return storable(name, node(name));
    }

    /** Adds a mistake that the caller found, at this place in the order. */
    public void mistake(String message) {
        mistakes.add(message);
    }

    /** Returns all mistakes in the order of the response. */
    public List<String> mistakes() {
        return root == null ? List.of("an unknown value was passed to the validate function") : mistakes.of(root);
    }

    /**
     * Refuses the request if there is any mistake; otherwise drops the body, which cannot be read any more.
     *
     * @throws Failure.InvalidData with all mistakes
     */
    public void check() {
        List<String> all = mistakes();
        if (!all.isEmpty()) {
            throw new Failure.InvalidData(String.join(", ", all));
        }
        dropped = true;
        root = null;
        if (!sharesNodes) {
            onDropped.run();
        }
    }

    private JsonNode node(String name) {
        Assert.state(!dropped, "the body was checked and dropped");
        mistakes.allow(name);
        return root == null ? JsonNodeFactory.instance.missingNode() : root.path(name);
    }

    private <T extends JsonNode> T storable(String name, T node) {
        sharesNodes |= node.isContainer();
        return StorableText.hasNul(node) ? mistake(nul(name), node) : node;
    }

    private static String nul(String name) {
        return name + " must not contain NUL characters";
    }

    private static boolean isAbsent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    private static @Nullable String text(JsonNode node) {
        return node.isString() ? node.stringValue() : null;
    }

    private <T> T mistake(String message, T placeholder) {
        mistakes.add(message);
        return placeholder;
    }
}
