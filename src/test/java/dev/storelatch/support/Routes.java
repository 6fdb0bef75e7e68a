package dev.storelatch.support;

import java.util.stream.Stream;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The routes of the server, so that a test of a rule covers those that are added later. */
public final class Routes {

    private Routes() {}

    /** Returns the method and path of each route, such as {@code GET /store/auth/x}, with {@code x} for each variable. */
    public static Stream<String> of(RequestMappingHandlerMapping mappings) {
        return mappings.getHandlerMethods().keySet().stream()
                .flatMap(Routes::of)
                .filter(route -> !route.endsWith("/error"));
    }

    private static Stream<String> of(RequestMappingInfo mapping) {
        return mapping.getPatternValues().stream()
                .map(pattern -> pattern.replaceAll("\\{\\w+}", "x"))
                .flatMap(path -> mapping.getMethodsCondition().getMethods().stream()
                        .map(RequestMethod::name)
                        .map(method -> method + " " + path));
    }
}
