package dev.storelatch.request;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Parses query parameters by the rules of the npm package {@code qs}, which Medusa uses: {@code a[]=1}, {@code a[0]=1} and
 * a repeated {@code a=1} are arrays, {@code a[b]=1} is an object. Only two levels are supported, as many as the contract
 * has; a parameter with more becomes an empty object, which every reader refuses.
 */
public final class BracketedQuery {

    private static final Pattern NAME =
            Pattern.compile("(?<name>[^\\[]+)\\[(?<key>[^\\[\\]]*)](?<rest>.*)", Pattern.DOTALL);
    private static final Pattern INDEX = Pattern.compile("|1?\\d|20");

    private BracketedQuery() {}

    /** Returns one property for each parameter, in the order sent. */
    public static ObjectNode parse(QueryString query) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        for (String parameter : query.raw().split("&", -1)) {
            String[] parts = parameter.split("=", 2);
            if (!parts[0].isEmpty()) {
                add(root, decode(parts[0]), parts.length == 2 ? decode(parts[1]) : "");
            }
        }
        return root;
    }

    /** Decodes a name or value; one with a malformed percent-encoding is taken literally. */
    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return text.replace('+', ' ');
        }
    }

    private static void add(ObjectNode root, String parameter, String value) {
        Matcher matcher = NAME.matcher(parameter);
        if (!matcher.matches()) {
            plain(root, parameter, value);
        } else if (!matcher.group("rest").isEmpty()) {
            member(root, matcher.group("name"), matcher.group("key"), root.objectNode());
        } else if (INDEX.matcher(matcher.group("key")).matches()) {
            element(root, matcher.group("name"), matcher.group("key"), value);
        } else {
            member(root, matcher.group("name"), matcher.group("key"), root.stringNode(value));
        }
    }

    /** Adds a value; a second value of the same name makes an array of both. */
    private static void put(ObjectNode parent, String name, JsonNode value) {
        JsonNode present = parent.path(name);
        if (present.isMissingNode()) {
            parent.set(name, value);
        } else if (present instanceof ArrayNode array) {
            array.add(value);
        } else {
            parent.set(name, parent.arrayNode().add(present).add(value));
        }
    }

    /** A value whose parameter is an object already becomes a property of that, so that it gets no further level. */
    private static void plain(ObjectNode root, String name, String value) {
        if (root.path(name) instanceof ObjectNode object) {
            object.put(value, true);
        } else {
            put(root, name, root.stringNode(value));
        }
    }

    private static void element(ObjectNode root, String name, String index, String value) {
        JsonNode present = root.path(name);
        if (present instanceof ObjectNode object) {
            put(object, index.isEmpty() ? "0" : index, root.stringNode(value));
            return;
        }
        if (present.isMissingNode()) {
            root.set(name, root.arrayNode());
        }
        put(root, name, root.stringNode(value));
    }

    private static void member(ObjectNode root, String name, String key, JsonNode value) {
        JsonNode present = root.path(name);
        ObjectNode object = present instanceof ObjectNode already ? already : root.objectNode();
        int index = 0;
        for (JsonNode element :
                present instanceof ObjectNode ? List.<JsonNode>of() : new ArrayList<>(present.values())) {
            object.set(String.valueOf(index++), element);
        }
        put(object, key, value);
        root.set(name, object);
    }
}
