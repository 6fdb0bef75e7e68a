package dev.storelatch.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.support.Routes;
import dev.storelatch.support.ServerTest;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

/** The requests in {@code postman/} and {@code http/} are requests to the API's routes, and there is one for each. */
@ServerTest
@Tag("clients")
class RequestCollectionsTest {

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    private record Route(String method, PathPattern path) {

        boolean matches(CollectedRequest request) {
            return method.equals(request.method()) && path.matches(PathContainer.parsePath(request.path()));
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    @Test
    void thePostmanCollectionRequestsEveryRouteAndNothingElse() {
        // What the collection requests to show that there is no such route.
        assertCovers(
                CollectedRequest.postman().filter(request -> !request.path().equals("/nope")));
    }

    @Test
    void theHttpFilesRequestEveryRouteAndNothingElse() {
        assertCovers(CollectedRequest.httpFiles());
    }

    private void assertCovers(Stream<CollectedRequest> requests) {
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
        return mappings.getHandlerMethods().entrySet().stream()
                .filter(route -> Routes.isApi(route.getValue()))
                .map(Map.Entry::getKey)
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
}
