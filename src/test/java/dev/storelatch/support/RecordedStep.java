package dev.storelatch.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A request to a Medusa 1.20.11 and its response, as recorded. Ids, times, tokens and cookies are placeholders such as
 * {@code <cus_ULID ada@example.com>}. About half of the recorded steps are here, so some lack the step that prepares
 * them.
 *
 * @param json the JSON of the response; a missing node if the response is not JSON
 * @param text the body of a response that is not JSON
 */
public record RecordedStep(
        String name,
        String method,
        String path,
        Map<String, String> headers,
        String body,
        int status,
        Map<String, String> responseHeaders,
        JsonNode json,
        String text) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern SAMPLE_ACCOUNT = Pattern.compile("<(?:cus|usr)_ULID ([^>]+)>");

    /** Returns the recorded requests in their order, which is that of the files' names. */
    public static List<RecordedStep> all() {
        try {
            Resource[] files =
                    new PathMatchingResourcePatternResolver().getResources("classpath:contract/steps/*.json");
            return Stream.of(files)
                    .sorted(Comparator.comparing(file -> Objects.requireNonNull(file.getFilename())))
                    .flatMap(RecordedStep::steps)
                    .filter(step -> step.has("request"))
                    .map(RecordedStep::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<JsonNode> steps(Resource file) {
        try {
            return JSON.readTree(file.getContentAsByteArray()).valueStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RecordedStep read(JsonNode step) {
        JsonNode request = step.path("request");
        JsonNode response = step.path("response");
        return new RecordedStep(
                step.path("name").asString(),
                request.path("method").asString(),
                request.path("path").asString(),
                texts(request.path("headers")),
                request.path("body").asString(""),
                response.path("status").asInt(),
                texts(response.path("headers")),
                response.path("json"),
                response.path("text").asString(""));
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.forEachEntry((name, value) -> texts.put(name, value.asString()));
        return texts;
    }

    /** Returns true if Express responded with its HTML page. */
    public boolean isErrorPage() {
        return text.startsWith("<!DOCTYPE html>");
    }

    /** Returns the e-mail of the account in the response if it is one of the sample's, else the given one. */
    public String account(String otherwise) {
        String realm = path.startsWith("/admin") ? "user" : "customer";
        Matcher id = SAMPLE_ACCOUNT.matcher(json.path(realm).path("id").asString(""));
        return id.matches() ? id.group(1) : otherwise;
    }

    /** Returns the step with another response, which is JSON. */
    public RecordedStep answering(int otherStatus, JsonNode otherJson) {
        return new RecordedStep(name, method, path, headers, body, otherStatus, responseHeaders, otherJson, "");
    }

    /** Returns the step with another response, which is text. */
    public RecordedStep answering(int otherStatus, String otherText) {
        JsonNode none = JSON.missingNode();
        return new RecordedStep(name, method, path, headers, body, otherStatus, responseHeaders, none, otherText);
    }
}
