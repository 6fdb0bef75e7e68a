package dev.storelatch.support;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The routes of the API, so that a test of a rule covers those that are added later. */
public final class Routes {

    private static final Pattern ALTERNATIVES = Pattern.compile("\\{\\w+:([\\w|-]+)}");

    private Routes() {}

    /** Returns the method and path of each route, such as {@code GET /store/auth/x}, with {@code x} for each variable. */
    public static Stream<String> of(RequestMappingHandlerMapping mappings) {
        return mappings.getHandlerMethods().entrySet().stream()
                .filter(route -> isApi(route.getValue()))
                .map(Map.Entry::getKey)
                .flatMap(Routes::of)
                .filter(route -> !route.endsWith("/error"));
    }

    /** Returns the method and path of each page, such as {@code POST /account/login}. */
    public static Stream<String> ofPages(RequestMappingHandlerMapping mappings) {
        return mappings.getHandlerMethods().entrySet().stream()
                .filter(route -> !isApi(route.getValue()))
                .flatMap(route -> route.getKey().getPatternValues().stream()
                        .flatMap(Routes::expanded)
                        .flatMap(path -> route.getKey().getMethodsCondition().getMethods().stream()
                                .map(method -> method.name() + " " + path)));
    }

    /** Returns a path for each alternative of a variable, as in <code>/account/{page:login|register}</code>. */
    private static Stream<String> expanded(String pattern) {
        Matcher alternatives = ALTERNATIVES.matcher(pattern);
        return alternatives.find()
                ? Stream.of(alternatives.group(1).split("\\|", -1))
                        .map(alternative -> alternatives.replaceFirst(Matcher.quoteReplacement(alternative)))
                : Stream.of(pattern);
    }

    /** Returns true unless the handler is that of a page. */
    public static boolean isApi(HandlerMethod handler) {
        return AnnotatedElementUtils.hasAnnotation(handler.getBeanType(), RestController.class);
    }

    private static Stream<String> of(RequestMappingInfo mapping) {
        return mapping.getPatternValues().stream()
                .map(pattern -> pattern.replaceAll("\\{\\w+}", "x"))
                .flatMap(path -> mapping.getMethodsCondition().getMethods().stream()
                        .map(RequestMethod::name)
                        .map(method -> method + " " + path));
    }
}
