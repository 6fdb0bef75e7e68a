package dev.storelatch.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.storelatch.support.ApiDescription.Part;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** Compares a response with the description of one with its status. */
final class ApiResponseCheck {

    /** Metadata of a customer may be nested deeply. */
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(20_000)
                            .build())
                    .build())
            .build();

    private final Part described;
    private final ApiExchange exchange;
    private final List<String> mistakes = new ArrayList<>();

    ApiResponseCheck(Part described, ApiExchange exchange) {
        this.described = described;
        this.exchange = exchange;
    }

    List<String> mistakes() {
        described.get("headers").entries().forEach(header -> checkHeader(header.getKey(), header.getValue()));
        if (!exchange.method().equals("HEAD")) {
            checkBody();
        }
        return mistakes;
    }

    private void checkHeader(String name, Part header) {
        String value = exchange.responseHeaders().get(name);
        if (value != null) {
            boolean number = header.get("schema").text("type").equals("integer") && value.matches("\\d+");
            JsonNodeFactory json = JsonNodeFactory.instance;
            JsonNode node = number ? json.numberNode(Long.parseLong(value)) : json.stringNode(value);
            add("header " + name, header.get("schema").mistakes(node));
        } else if (header.json().path("required").booleanValue(false)) {
            mistakes.add("the header %s is missing".formatted(name));
        }
    }

    private void checkBody() {
        Part content = described.get("content");
        if (!content.exists()) {
            if (exchange.responseBody().length > 0) {
                mistakes.add("the response has a body, which is not described");
            }
            return;
        }
        Part type = content.get(exchange.responseType());
        if (!type.exists()) {
            mistakes.add("the content type %s is not described".formatted(exchange.responseType()));
            return;
        }
        try {
            add("response", type.get("schema").mistakes(body()));
        } catch (JacksonException malformed) {
            mistakes.add("the response is not JSON");
        }
    }

    private JsonNode body() {
        return exchange.responseType().equals("application/json")
                ? JSON.readTree(exchange.responseBody())
                : JsonNodeFactory.instance.stringNode(new String(exchange.responseBody(), UTF_8));
    }

    private void add(String place, List<String> found) {
        found.forEach(mistake -> mistakes.add(place + " " + mistake));
    }
}
