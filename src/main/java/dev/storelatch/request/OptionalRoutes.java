package dev.storelatch.request;

import dev.storelatch.core.Realm;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.http.HttpMethod;

/**
 * Routes of the API that a module has only if its feature is enabled. It contributes a bean; without one, their paths are
 * answered as unknown routes.
 *
 * @param open routes that everybody may call
 * @param loggedIn path patterns whose other routes require a log-in of the realm
 */
public record OptionalRoutes(Realm realm, List<Route> open, List<String> loggedIn) {

    /**
     * A route.
     *
     * @param pattern path pattern of Spring MVC
     * @param forms whose forms it receives
     */
    public record Route(HttpMethod method, String pattern, Forms forms) {}

    /** Whose forms a route receives ({@code application/x-www-form-urlencoded}). */
    public enum Forms {
        NONE,

        /** Those that the check for cross-site requests lets through. */
        CHECKED,

        /** Those of pages of every site, too, which are not refused as cross-site. */
        ALL
    }

    /** Returns no routes of a realm, to which others are added. */
    public static OptionalRoutes of(Realm realm) {
        return new OptionalRoutes(realm, List.of(), List.of());
    }

    /** Adds a route that everybody may call. */
    public OptionalRoutes open(HttpMethod method, String pattern) {
        return new OptionalRoutes(realm, joined(open, new Route(method, pattern, Forms.NONE)), loggedIn);
    }

    /** Adds a route that everybody may call, by a form. */
    public OptionalRoutes openToForms(Forms forms, String pattern) {
        return new OptionalRoutes(realm, joined(open, new Route(HttpMethod.POST, pattern, forms)), loggedIn);
    }

    /** Adds a path whose routes require a log-in, except open ones. */
    public OptionalRoutes loggedIn(String pattern) {
        return new OptionalRoutes(realm, open, joined(loggedIn, pattern));
    }

    private static <T> List<T> joined(List<T> first, T last) {
        return Stream.concat(first.stream(), Stream.of(last)).toList();
    }
}
