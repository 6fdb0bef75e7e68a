package dev.storelatch.contract;

import dev.storelatch.support.MedusaSample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One request to a Medusa 1.20.11 and its answer, as recorded. Ids, times, tokens and cookies are placeholders such as
 * {@code <cus_ULID ada@example.com>}; only half of the steps are here, so some lack what went before.
 *
 * @param json the answer's JSON; a missing node if the answer is not JSON
 */
record RecordedStep(
        String name,
        String method,
        String path,
        Map<String, String> headers,
        String body,
        int status,
        Map<String, String> answerHeaders,
        JsonNode json,
        String text) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** All recorded requests in their order; the calling test is skipped where the recording is absent. */
    static List<RecordedStep> all() {
        try {
            return JSON.readTree(Files.readString(MedusaSample.file("transcripts.json")))
                    .path("steps")
                    .valueStream()
                    .filter(step -> step.has("request"))
                    .map(RecordedStep::read)
                    .toList();
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

    boolean isErrorPage() {
        return text.startsWith("<!DOCTYPE html>");
    }

    /** An answer of the authentication, which comes before the routes. */
    boolean isRefusedCredential() {
        return status == 401 && json.isMissingNode() && !answerHeaders.containsKey("Content-Type");
    }

    /** The e-mail of the customer that the answer shows, if it shows one that the sample has. */
    String customer(String otherwise) {
        String id = json.path("customer").path("id").asString("");
        return id.startsWith("<cus_ULID ") ? id.substring("<cus_ULID ".length(), id.length() - 1) : otherwise;
    }

    RecordedStep answering(int otherStatus, JsonNode otherJson) {
        return new RecordedStep(name, method, path, headers, body, otherStatus, answerHeaders, otherJson, "");
    }

    RecordedStep answering(int otherStatus, String otherText) {
        JsonNode none = JSON.missingNode();
        return new RecordedStep(name, method, path, headers, body, otherStatus, answerHeaders, none, otherText);
    }

    RecordedStep sending(String otherBody) {
        return new RecordedStep(name, method, path, headers, otherBody, status, answerHeaders, json, text);
    }
}
