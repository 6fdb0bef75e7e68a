package dev.storelatch.web;

import dev.storelatch.core.Realm;
import dev.storelatch.request.OptionalRoutes;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.stereotype.Component;

/** Matches the routes that other modules have contributed as {@link OptionalRoutes}. */
@Component
class OptionalMatchers {

    private final List<OptionalRoutes> routes;
    private final PathPatternRequestMatcher.Builder path;

    OptionalMatchers(List<OptionalRoutes> routes, PathPatternRequestMatcher.Builder path) {
        this.routes = routes;
        this.path = path;
    }

    /** Returns a matcher of the routes that everybody may call. */
    RequestMatcher open(Realm realm) {
        return any(of(realm).flatMap(found -> found.open().stream()).map(this::matcher));
    }

    /** Returns a matcher of the routes that receive one of these kinds of forms. */
    RequestMatcher receiving(Set<OptionalRoutes.Forms> forms) {
        return any(routes.stream()
                .flatMap(found -> found.open().stream())
                .filter(route -> forms.contains(route.forms()))
                .map(this::matcher));
    }

    /** Returns a matcher of the paths that require a log-in. It must be asked after that of the open routes. */
    RequestMatcher loggedIn(Realm realm) {
        return any(of(realm).flatMap(found -> found.loggedIn().stream()).map(path::matcher));
    }

    private RequestMatcher matcher(OptionalRoutes.Route route) {
        return path.matcher(route.method(), route.pattern());
    }

    private Stream<OptionalRoutes> of(Realm realm) {
        return routes.stream().filter(found -> found.realm() == realm);
    }

    /** Unlike {@code OrRequestMatcher}, matches nothing if there are no routes. */
    private static RequestMatcher any(Stream<? extends RequestMatcher> matchers) {
        List<? extends RequestMatcher> all = matchers.toList();
        return request -> all.stream().anyMatch(matcher -> matcher.matches(request));
    }
}
