package dev.storelatch.ui;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.http.HttpMethod;

/**
 * Routes that a module serves to browsers, on the origin of the API. A module contributes a bean; without one, its paths are
 * answered as unknown routes.
 *
 * @param routes the routes, which are open to everybody; the data of a page come from the API
 * @param assets folders with static files that the pages load, by the name that they have in addresses
 * @param webJars WebJars that the pages load
 * @param imageOrigins other origins from which the pages load images
 */
public record PageRoutes(
        List<Route> routes, Map<String, String> assets, List<String> webJars, List<String> imageOrigins) {

    /**
     * A route.
     *
     * @param pattern path pattern of Spring MVC
     */
    public record Route(HttpMethod method, String pattern) {}

    /** Creates routes for {@code GET} and {@code HEAD}. */
    public static PageRoutes get(String... patterns) {
        return new PageRoutes(List.of(), Map.of(), List.of(), List.of())
                .and(HttpMethod.GET, patterns)
                .and(HttpMethod.HEAD, patterns);
    }

    /** Adds routes for forms, whose requests must come from a page of this server. */
    public PageRoutes post(String... patterns) {
        return and(HttpMethod.POST, patterns);
    }

    /** Adds all of the other routes. */
    public PageRoutes and(PageRoutes other) {
        return new PageRoutes(
                Stream.concat(routes.stream(), other.routes.stream()).toList(), assets, webJars, imageOrigins);
    }

    /** Adds the static files in the folder {@code assets} of a module. */
    public PageRoutes assets(String module) {
        return assets(module, "classpath:/dev/storelatch/" + module + "/assets/");
    }

    /**
     * Adds the static files in a folder.
     *
     * @param name the name of the folder in addresses
     * @param location where it is, as a URL that ends with a slash
     */
    public PageRoutes assets(String name, String location) {
        Map<String, String> added = new LinkedHashMap<>(assets);
        added.put(name, location);
        return new PageRoutes(routes, added, webJars, imageOrigins);
    }

    /** Adds the static files of a WebJar. */
    public PageRoutes webJar(String name) {
        return new PageRoutes(routes, assets, joined(webJars, name), imageOrigins);
    }

    /** Adds an origin of images. */
    public PageRoutes images(String origin) {
        return new PageRoutes(routes, assets, webJars, joined(imageOrigins, origin));
    }

    private PageRoutes and(HttpMethod method, String... patterns) {
        List<Route> added = Stream.concat(
                        routes.stream(), Arrays.stream(patterns).map(pattern -> new Route(method, pattern)))
                .toList();
        return new PageRoutes(added, assets, webJars, imageOrigins);
    }

    private static List<String> joined(List<String> names, String name) {
        return Stream.concat(names.stream(), Stream.of(name)).toList();
    }
}
