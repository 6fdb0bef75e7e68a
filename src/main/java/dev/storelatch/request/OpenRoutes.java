package dev.storelatch.request;

import java.util.List;
import org.springframework.http.HttpMethod;

/** Routes below {@code /store} and {@code /admin} that need no log-in, and that only the settings of a module tell. */
public interface OpenRoutes {

    List<Route> openRoutes();

    /**
     * A route that needs no log-in.
     *
     * @param pattern a pattern of paths, as in the mapping of a handler
     * @param receivesForm true if another site may let a browser post a form to it, which is not refused as cross-site then
     */
    record Route(HttpMethod method, String pattern, boolean receivesForm) {}
}
