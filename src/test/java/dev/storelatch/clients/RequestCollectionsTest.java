package dev.storelatch.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.support.ServerTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.server.PathContainer;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The requests in {@code postman/} and {@code http/} are requests to the server's routes, and there is one for each. */
@ServerTest
@Tag("clients")
class RequestCollectionsTest {

    private static final Path POSTMAN = Path.of("postman/storelatch.postman_collection.json");
    private static final Path HTTP = Path.of("http");
    private static final Pattern REQUEST_LINE =
            Pattern.compile("^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) \\{\\{server}}(\\S+)$", Pattern.MULTILINE);

    /** What the collection requests to show that there is no such route. */
    private static final Request UNKNOWN = new Request("GET", "/nope");

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    private record Route(String method, PathPattern path) {

        boolean matches(Request request) {
            return method.equals(request.method()) && path.matches(PathContainer.parsePath(request.path()));
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /** @param path without the query, with the names of variables instead of their values */
    private record Request(String method, String path) {

        static Request of(String method, String url) {
            String path = url.replaceFirst("\\?.*", "").replaceAll("\\{\\{(\\w+)}}", "$1");
            return new Request(method, path);
        }
    }

    @Test
    void thePostmanCollectionRequestsEveryRouteAndNothingElse() throws IOException {
        assertCovers(items(JsonMapper.shared().readTree(Files.readString(POSTMAN)))
                .map(item -> item.path("request"))
                .map(request -> Request.of(
                        request.path("method").asString(),
                        request.path("url").asString().replace("{{base_url}}", "")))
                .filter(request -> !request.equals(UNKNOWN)));
    }

    @Test
    void theHttpFilesRequestEveryRouteAndNothingElse() throws IOException {
        try (Stream<Path> files = Files.list(HTTP)) {
            assertCovers(files.map(RequestCollectionsTest::read)
                    .flatMap(file -> REQUEST_LINE.matcher(file).results())
                    .map(line -> Request.of(line.group(1), line.group(2))));
        }
    }

    private void assertCovers(Stream<Request> requests) {
        List<Route> routes = routes();
        assertThat(routes).hasSizeGreaterThan(20);
        Set<String> requested = requests.map(request -> {
                    Optional<Route> route =
                            routes.stream().filter(it -> it.matches(request)).findFirst();
                    assertThat(route).as(request.toString()).isPresent();
                    return route.get().toString();
                })
                .collect(Collectors.toSet());

        assertThat(requested)
                .containsExactlyInAnyOrderElementsOf(
                        routes.stream().map(Route::toString).toList());
    }

    /** Returns the routes, more specific paths first. */
    private List<Route> routes() {
        return mappings.getHandlerMethods().keySet().stream()
                .flatMap(RequestCollectionsTest::routes)
                .sorted(Comparator.comparing(Route::path))
                .toList();
    }

    /** Only the error page has no method. */
    private static Stream<Route> routes(RequestMappingInfo mapping) {
        return mapping.getMethodsCondition().getMethods().stream()
                .flatMap(method -> Optional.ofNullable(mapping.getPathPatternsCondition()).stream()
                        .flatMap(paths -> paths.getPatterns().stream())
                        .map(path -> new Route(method.name(), path)));
    }

    private static Stream<JsonNode> items(JsonNode folder) {
        JsonNode items = folder.path("item");
        return items.isMissingNode() ? Stream.of(folder) : items.valueStream().flatMap(RequestCollectionsTest::items);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
