package dev.storelatch.request;

import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Failure;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request's JSON body, read property by property in the contract's order. What is wrong is collected, and
 * {@link #check()} refuses the request with all of it: first the properties that were never asked for, then the rest
 * in the order in which they were read. Until then a reader that found a mistake answers with a harmless stand-in.
 */
public final class JsonBody {

    private final @Nullable ObjectNode root;
    private final Set<String> declared = new LinkedHashSet<>();
    private final List<String> mistakes = new ArrayList<>();

    /** @param root the parsed body; anything but an object is refused by {@link #check()} */
    public JsonBody(JsonNode root) {
        this.root = root instanceof ObjectNode object ? object : null;
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

        /** Hands the value on, which may be {@code null}, if the property was sent. */
        public void ifPresent(Consumer<@Nullable T> action) {
            if (present) {
                action.accept(value);
            }
        }

        public Optional<T> asOptional() {
            return Optional.ofNullable(value);
        }
    }

    /** A required e-mail address. */
    public String email(String name) {
        String text = text(node(name));
        return text != null && EmailAddress.isValid(text) ? text : mistake(name + " must be an email", "");
    }

    /** An e-mail address that may be missing or {@code null}. */
    public Property<String> optionalEmail(String name) {
        JsonNode node = node(name);
        boolean given = !node.isMissingNode() && !node.isNull();
        return new Property<>(!node.isMissingNode(), given ? email(name) : null);
    }

    /** A required string, which may be empty. */
    public String string(String name) {
        String text = text(node(name));
        return text != null ? stored(name, text) : mistake(name + " must be a string", "");
    }

    /** A required property of any type, but neither {@code null} nor an empty string. */
    public JsonNode notEmpty(String name) {
        JsonNode node = node(name);
        boolean empty = node.isMissingNode() || node.isNull() || "".equals(text(node));
        return empty ? mistake(name + " should not be empty", node) : node;
    }

    /** A string that may be missing or {@code null}. */
    public Property<String> optionalString(String name) {
        JsonNode node = node(name);
        if (node.isMissingNode() || node.isNull()) {
            return new Property<>(!node.isMissingNode(), null);
        }
        return new Property<>(true, string(name));
    }

    /** {@code true} or {@code false}; one that is missing or {@code null} is the latter. */
    public boolean optionalBoolean(String name) {
        JsonNode node = node(name);
        if (!node.isMissingNode() && !node.isNull() && !node.isBoolean()) {
            mistake(name + " must be a boolean value");
        }
        return node.booleanValue(false);
    }

    /** An object that may be missing or {@code null}, such as {@code metadata}. */
    public Property<ObjectNode> optionalObject(String name) {
        JsonNode node = node(name);
        if (node instanceof ObjectNode object) {
            return new Property<>(true, stored(name, object));
        }
        if (!node.isMissingNode() && !node.isNull()) {
            mistake(name + " must be an object", node);
        }
        return new Property<>(!node.isMissingNode(), null);
    }

    /**
     * A required object, read by the given reader; its mistakes become this body's. A missing one is a mistake only if
     * there is no other, as in the contract.
     */
    public <T> T object(String name, Function<JsonBody, T> reader) {
        JsonNode node = node(name);
        JsonBody inner = node.isObject() ? new JsonBody(node) : empty();
        T result = reader.apply(inner);
        if (node.isObject()) {
            mistakes.addAll(inner.mistakes());
        } else if (node.isArray()) {
            mistake(name + " must be an object");
        } else if (!node.isMissingNode() || mistakes().isEmpty()) {
            mistake("nested property " + name + " must be either object or array");
        }
        return result;
    }

    /** A property of any type, for the caller to judge; missing, it is a missing node. */
    public JsonNode any(String name) {
        return stored(name, node(name));
    }

    /** Adds a mistake that the caller found, at this place in the order. */
    public void mistake(String message) {
        mistakes.add(message);
    }

    /** All that is wrong, in the order of the answer. */
    public List<String> mistakes() {
        if (root == null) {
            return List.of("an unknown value was passed to the validate function");
        }
        Stream<String> unknown = root.propertyNames().stream()
                .filter(name -> !declared.contains(name) && !name.equals("__proto__"))
                .map(name -> "property " + name + " should not exist");
        return Stream.concat(unknown, mistakes.stream()).toList();
    }

    /**
     * Refuses the request if anything is wrong with it.
     *
     * @throws Failure.InvalidData with all mistakes
     */
    public void check() {
        List<String> all = mistakes();
        if (!all.isEmpty()) {
            throw new Failure.InvalidData(String.join(", ", all));
        }
    }

    private JsonNode node(String name) {
        declared.add(name);
        return root == null ? JsonNodeFactory.instance.missingNode() : root.path(name);
    }

    private static @Nullable String text(JsonNode node) {
        return node.isString() ? node.stringValue() : null;
    }

    /** PostgreSQL has no NUL in text and JSON, so it is refused here rather than there. */
    private <T> T stored(String name, T value) {
        boolean nul =
                value instanceof JsonNode node ? hasNul(node) : value.toString().indexOf('\0') >= 0;
        return nul ? mistake(name + " must not contain NUL characters", value) : value;
    }

    private static boolean hasNul(JsonNode node) {
        if (node.isString()) {
            return node.stringValue().indexOf('\0') >= 0;
        }
        return node.valueStream().anyMatch(JsonBody::hasNul)
                || node.propertyStream().anyMatch(property -> property.getKey().indexOf('\0') >= 0);
    }

    private <T> T mistake(String message, T standIn) {
        mistakes.add(message);
        return standIn;
    }
}
