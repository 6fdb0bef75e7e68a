package dev.storelatch.web;

import dev.storelatch.core.Failure;
import dev.storelatch.request.JsonBody;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Parses JSON in UTF-8 within limits of depth and size (ASVS 1.5.3, CWE-1325). */
final class JsonParsing {

    private static final int MAXIMUM_DEPTH = 64;
    private static final int MAXIMUM_TOKENS = 10_000;
    private static final int MAXIMUM_DIGITS = 1_000;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

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

    /**
     * Parses a body. An empty one has no properties.
     *
     * @throws Failure.InvalidData if it is not an object or array, or exceeds a limit
     */
    JsonBody parse(InputStream body) throws IOException {
        PushbackReader text = new PushbackReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        int first = text.read();
        if (first == BYTE_ORDER_MARK) {
            first = text.read();
        }
        if (first < 0) {
            return JsonBody.empty();
        }
        text.unread(first);
        return new JsonBody(tree(text));
    }

    private JsonNode tree(Reader text) {
        try {
            JsonNode root = json.readTree(text);
            if (root.isContainer()) {
                return root;
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
}
