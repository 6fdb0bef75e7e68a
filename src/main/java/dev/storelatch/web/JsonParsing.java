package dev.storelatch.web;

import dev.storelatch.core.Failure;
import dev.storelatch.request.JsonBody;
import java.util.function.LongConsumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Parses JSON within limits of depth and size (ASVS 1.5.3, CWE-1325). */
final class JsonParsing {

    private static final int MAXIMUM_DEPTH = 64;
    private static final int MAXIMUM_TOKENS = 10_000;
    private static final int MAXIMUM_DIGITS = 1_000;

    /** The memory of a node with its place in an object or array, apart from its text. */
    private static final long MEMORY_PER_TOKEN = 128;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final JsonMapper json;

    JsonParsing() {
        this.json = JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(MAXIMUM_DEPTH)
                                .maxTokenCount(MAXIMUM_TOKENS)
                                .maxNumberLength(MAXIMUM_DIGITS)
                                .build())
                        .build())
                .build();
    }

    /** Returns the memory of the nodes of any body of this length in bytes. Nearly every second byte can be a token. */
    static long maxTreeMemory(long length) {
        return Math.min(MAXIMUM_TOKENS, length / 2) * MEMORY_PER_TOKEN;
    }

    /**
     * Parses a body. An empty one has no properties.
     *
     * @param reserve reserves memory for the nodes of the tree before they are created, in bytes
     * @param release gives that memory back once the tree has been read
     * @throws Failure.InvalidData if it is not an object or array, or exceeds a limit
     */
    JsonBody parse(String body, LongConsumer reserve, Runnable release) {
        String text = body.startsWith(BYTE_ORDER_MARK) ? body.substring(1) : body;
        if (text.isEmpty()) {
            return JsonBody.empty();
        }
        try {
            reserve.accept(countTokens(text) * MEMORY_PER_TOKEN);
            JsonNode root = json.readTree(text);
            if (root.isContainer()) {
                return new JsonBody(root, release);
            }
        } catch (StreamConstraintsException tooComplex) {
            throw new Failure.InvalidData(
                    "The request's body must not have more than %d levels, %d tokens or %d digits in a number"
                            .formatted(MAXIMUM_DEPTH, MAXIMUM_TOKENS, MAXIMUM_DIGITS));
        } catch (JacksonException malformed) {
            // Its message would repeat parts of the body, such as passwords.
        }
        throw new Failure.InvalidData("The request's body is not valid JSON");
    }

    private long countTokens(String text) {
        try (JsonParser parser = json.createParser(text)) {
            while (parser.nextToken() != null) {
                // Counted by the parser, which also checks the limits.
            }
            return parser.currentTokenCount();
        }
    }
}
