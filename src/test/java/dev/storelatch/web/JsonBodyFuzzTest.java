package dev.storelatch.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.storelatch.core.Failure;
import dev.storelatch.request.JsonBody;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.mock.web.MockHttpServletRequest;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Either a body is refused, or it is an object or array, of whose properties with one name the last counts. */
class JsonBodyFuzzTest {

    /** What a request may occupy: 100 KiB at four bytes each, 10,000 nodes and its buffers, rounded up. */
    private static final long MOST_MEMORY = 2_000_000;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ByteBudget budget = new ByteBudget(4 * MOST_MEMORY);
    private final JsonBodyReader reader = new JsonBodyReader(Clock.systemUTC());

    /** The values of some properties, or the message of a refusal. */
    private record Result(List<JsonNode> values, @Nullable String refusal) {}

    @FuzzTest(maxDuration = "2m")
    void json(byte[] body) throws IOException {
        JsonNode expected = parsed(body);

        Result result = read(body, null, expected.propertyNames());

        if (result.refusal() == null) {
            assertThat(expected.isContainer()).isTrue();
            assertThat(result.values())
                    .isEqualTo(List.copyOf(expected.properties().stream()
                            .map(property -> property.getValue())
                            .toList()));
        } else if (expected.isContainer()) {
            assertThat(result.refusal()).containsAnyOf("Unicode", "levels", "larger");
        }
    }

    /** A compressed body is read as it is without compression. */
    @FuzzTest(maxDuration = "2m")
    void compressedJson(byte[] body) throws IOException {
        Collection<String> names = parsed(body).propertyNames();
        Result plain = read(body, null, names);
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        ByteArrayOutputStream deflate = new ByteArrayOutputStream();
        try (OutputStream gzipped = new GZIPOutputStream(gzip);
                OutputStream deflated = new DeflaterOutputStream(deflate)) {
            gzipped.write(body);
            deflated.write(body);
        }

        assertThat(read(gzip.toByteArray(), "gzip", names)).isEqualTo(plain);
        assertThat(read(deflate.toByteArray(), "deflate", names)).isEqualTo(plain);
    }

    @FuzzTest(maxDuration = "2m")
    void gzip(byte[] sent) throws IOException {
        read(sent, "gzip", List.of());
    }

    @FuzzTest(maxDuration = "2m")
    void deflate(byte[] sent) throws IOException {
        read(sent, "deflate", List.of());
    }

    /** Reads a body within its memory, all of which is given back, and fails with any exception but a refusal. */
    private Result read(byte[] sent, @Nullable String encoding, Collection<String> names) throws IOException {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setContentType("application/json");
        request.setContent(sent);
        if (encoding != null) {
            request.addHeader("Content-Encoding", encoding);
        }
        try (ByteBudget.Reservation memory = budget.open()) {
            JsonBody body = reader.read(request, memory);
            assertThat(budget.used()).isLessThanOrEqualTo(MOST_MEMORY);
            return new Result(names.stream().map(body::any).toList(), null);
        } catch (Failure.InvalidData | Failure.ContentTooLarge refused) {
            return new Result(List.of(), refused.getMessage());
        } finally {
            assertThat(budget.used()).isZero();
        }
    }

    /** Returns the body as a parser with the default limits reads it; a missing node if it cannot. */
    private static JsonNode parsed(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        String json = text.startsWith("\uFEFF") ? text.substring(1) : text;
        try {
            return json.isEmpty() ? JSON.createObjectNode() : JSON.readTree(json);
        } catch (JacksonException malformed) {
            return JSON.missingNode();
        }
    }
}
