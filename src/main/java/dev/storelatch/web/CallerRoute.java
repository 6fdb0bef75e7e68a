package dev.storelatch.web;

import dev.storelatch.core.Realm;
import dev.storelatch.request.CallerQuery;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** A query for rows of the caller's own, with the requests that it is for. */
record CallerRoute(RequestMatcher requests, CallerQuery query) {

    /** Returns those queries whose routes are below the path of the realm. */
    static List<CallerRoute> of(Realm realm, List<CallerQuery> queries, PathPatternRequestMatcher.Builder path) {
        return queries.stream()
                .flatMap(query -> query.routes().stream()
                        .filter(route -> route.startsWith("/" + realm.id() + "/"))
                        .map(route -> new CallerRoute(reading(route, path), query)))
                .toList();
    }

    private static RequestMatcher reading(String route, PathPatternRequestMatcher.Builder path) {
        return new OrRequestMatcher(Stream.of(HttpMethod.GET, HttpMethod.HEAD)
                .map(method -> (RequestMatcher) path.matcher(method, route))
                .toList());
    }

    boolean matches(HttpServletRequest request) {
        return requests.matches(request);
    }
}
