package dev.storelatch.clients;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A request in {@code postman/} or {@code http/}, with the names of variables instead of their values.
 *
 * @param query empty if there is none
 * @param body empty if there is none
 * @param invalid true if it shows what is refused with 400
 */
record CollectedRequest(String method, String path, String query, String body, boolean invalid) {

    private static final Path POSTMAN = Path.of("postman/storelatch.postman_collection.json");
    private static final Path HTTP = Path.of("http");
    private static final Pattern HTTP_REQUEST = Pattern.compile(
            "^### (.*)\n(?:#.*\n)*(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) \\{\\{server}}(\\S+)\n(?:[\\w-]+: .*\n)*"
                    + "(?:\n([^#\n][\\s\\S]*?))?(?=\\s*^###|\\z)",
            Pattern.MULTILINE);

    /** Returns the requests of the Postman collection. */
    static Stream<CollectedRequest> postman() {
        return items(JsonMapper.shared().readTree(read(POSTMAN)))
                .map(item -> of(
                        item.path("request").path("method").asString(),
                        item.path("request").path("url").asString().replace("{{base_url}}", ""),
                        item.path("request").path("body").path("raw").asString(""),
                        item.path("event").toString().contains("have.status(400)")));
    }

    /** Returns the requests of the files for the HTTP clients of editors. */
    static Stream<CollectedRequest> httpFiles() {
        try (Stream<Path> files = Files.list(HTTP)) {
            List<CollectedRequest> requests = files.map(CollectedRequest::read)
                    .flatMap(file -> HTTP_REQUEST.matcher(file).results())
                    .map(match -> of(
                            match.group(2),
                            match.group(3),
                            match.group(4) == null ? "" : match.group(4),
                            match.group(1).contains("400")))
                    .toList();
            return requests.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CollectedRequest of(String method, String url, String body, boolean invalid) {
        String[] target = withoutBraces(url).split("\\?", 2);
        return new CollectedRequest(
                method, target[0], target.length == 2 ? target[1] : "", withoutBraces(body), invalid);
    }

    private static String withoutBraces(String text) {
        return text.replaceAll("\\{\\{(\\w+)}}", "$1");
    }

    private static Stream<JsonNode> items(JsonNode folder) {
        JsonNode items = folder.path("item");
        return items.isMissingNode() ? Stream.of(folder) : items.valueStream().flatMap(CollectedRequest::items);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
