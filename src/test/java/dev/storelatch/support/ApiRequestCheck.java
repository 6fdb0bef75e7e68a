package dev.storelatch.support;

import dev.storelatch.request.BracketedQuery;
import dev.storelatch.request.QueryString;
import dev.storelatch.support.ApiDescription.Operation;
import dev.storelatch.support.ApiDescription.Part;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Compares a request with the description of its operation. */
public final class ApiRequestCheck {

    private static final String JSON = "application/json";

    private final Operation operation;
    private final ApiExchange exchange;
    private final List<String> mistakes = new ArrayList<>();

    public ApiRequestCheck(Operation operation, ApiExchange exchange) {
        this.operation = operation;
        this.exchange = exchange;
    }

    /** Returns what differs in the query and the body. */
    public List<String> mistakesOfContent() {
        checkQuery();
        checkBody();
        return mistakes;
    }

    List<String> mistakes() {
        checkCredentials();
        return mistakesOfContent();
    }

    /** A route that has query parameters refuses all others; the remaining routes ignore the query. */
    private void checkQuery() {
        Map<String, Part> described = operation.parameters("query").stream()
                .collect(Collectors.toMap(parameter -> parameter.text("name"), Function.identity()));
        if (described.isEmpty()) {
            return;
        }
        BracketedQuery.parse(new QueryString(exchange.query())).forEachEntry((name, value) -> {
            Part parameter = described.get(name);
            if (parameter == null) {
                mistakes.add("the query parameter %s is not described".formatted(name));
            } else {
                Part schema = parameter.get("schema");
                add("query parameter " + name, schema.mistakes(converted(value, schema)));
            }
        });
    }

    /** Converts the text of a parameter to the type that its schema has. */
    private static JsonNode converted(JsonNode value, Part schema) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        return switch (schema.text("type")) {
            case "number", "integer" -> {
                String text = value.asString("");
                yield text.matches("[\\d.]+(e\\d+)?") ? json.numberNode(new BigDecimal(text)) : value;
            }
            case "array" -> {
                Stream<JsonNode> elements = value.isArray() ? value.valueStream() : Stream.of(value);
                ArrayNode array = json.arrayNode();
                elements.flatMap(element -> Stream.of(element.asString("").split(",", -1)))
                        .forEach(array::add);
                yield array;
            }
            default -> value;
        };
    }

    private void checkBody() {
        Part body = operation.part().get("requestBody");
        boolean sent =
                exchange.requestType().equals(JSON) && !exchange.requestBody().isBlank();
        if (body.exists() && sent) {
            JsonNode json = JsonMapper.shared().readTree(exchange.requestBody());
            add("request", body.get("content").get(JSON).get("schema").mistakes(json));
        } else if (body.json().path("required").booleanValue(false)) {
            mistakes.add("the request has no body of JSON");
        }
    }

    private void checkCredentials() {
        List<Part> alternatives = operation.part().get("security").elements().toList();
        if (!alternatives.isEmpty() && alternatives.stream().noneMatch(this::isSatisfied)) {
            mistakes.add("the request has none of the credentials of " + operation);
        }
    }

    private boolean isSatisfied(Part alternative) {
        return alternative.json().propertyNames().stream().allMatch(scheme -> switch (scheme) {
            case "cookie" -> header("Cookie").contains("connect.sid=");
            case "bearer" -> header("Authorization").regionMatches(true, 0, "Bearer ", 0, 7);
            case "apiToken" -> !header("x-medusa-access-token").isEmpty();
            default -> throw new AssertionError("unknown security scheme " + scheme);
        });
    }

    private String header(String name) {
        return exchange.requestHeaders().getOrDefault(name, "");
    }

    private void add(String place, List<String> found) {
        found.forEach(mistake -> mistakes.add(place + " " + mistake));
    }
}
