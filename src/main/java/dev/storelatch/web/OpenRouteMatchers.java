package dev.storelatch.web;

import dev.storelatch.request.OpenRoutes;
import dev.storelatch.request.OpenRoutes.Route;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.function.Predicate;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.stereotype.Component;

/** Matches requests to the {@link OpenRoutes} of all modules. */
@Component
class OpenRouteMatchers {

    private final List<RequestMatcher> open;
    private final List<RequestMatcher> posts;
    private final List<RequestMatcher> foreignForms;

    OpenRouteMatchers(ObjectProvider<OpenRoutes> modules, PathPatternRequestMatcher.Builder path) {
        List<Route> routes = modules.orderedStream()
                .flatMap(module -> module.openRoutes().stream())
                .toList();
        open = matchers(routes, path, route -> true);
        posts = matchers(routes, path, route -> route.method().equals(HttpMethod.POST));
        foreignForms = matchers(routes, path, Route::receivesForm);
    }

    /** Returns true if the request needs no log-in. */
    boolean isOpen(HttpServletRequest request) {
        return matches(open, request);
    }

    /** Returns true if the request's body can be a form. */
    boolean readsForm(HttpServletRequest request) {
        return matches(posts, request);
    }

    /** Returns true if the form may come from another site. */
    boolean acceptsForeignForm(HttpServletRequest request) {
        return matches(foreignForms, request);
    }

    private static boolean matches(List<RequestMatcher> matchers, HttpServletRequest request) {
        return matchers.stream().anyMatch(matcher -> matcher.matches(request));
    }

    private static List<RequestMatcher> matchers(
            List<Route> routes, PathPatternRequestMatcher.Builder path, Predicate<Route> condition) {
        return routes.stream()
                .filter(condition)
                .<RequestMatcher>map(route -> path.matcher(route.method(), route.pattern()))
                .toList();
    }
}
