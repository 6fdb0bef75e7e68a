package dev.storelatch.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;

/**
 * The patterns of the routes, which tell a request's route where its path must not be told: paths contain e-mail addresses,
 * and what somebody has typed there by mistake.
 */
@Component
class RoutePatterns {

    private final SingletonSupplier<List<PathPattern>> patterns;
    private final String errorPath;

    /** @param mappings is asked after the start, since the web server is configured before the routes */
    RoutePatterns(
            @Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> mappings,
            @Value("${spring.web.error.path:/error}") String errorPath) {
        this.patterns = SingletonSupplier.of(() -> mappings.getObject().getHandlerMethods().keySet().stream()
                .map(RequestMappingInfo::getPathPatternsCondition)
                .filter(Objects::nonNull)
                .flatMap(condition -> condition.getPatterns().stream())
                .sorted()
                .toList());
        this.errorPath = errorPath;
    }

    /** Finds the pattern of the route to which the request went, or would have gone if it had not been refused before. */
    Optional<String> find(HttpServletRequest request) {
        Object matched = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        return matched == null || matched.equals(errorPath)
                ? match(request.getRequestURI())
                : Optional.of(matched.toString());
    }

    private Optional<String> match(@Nullable String uri) {
        if (uri == null) {
            return Optional.empty();
        }
        try {
            PathContainer path = PathContainer.parsePath(StringUtils.trimTrailingCharacter(uri, '/'));
            return patterns.obtain().stream()
                    .filter(pattern -> pattern.matches(path))
                    .map(PathPattern::getPatternString)
                    .findFirst();
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /** Returns a method of HTTP, or {@code OTHER} for any other text that a client has sent. */
    static String method(@Nullable String sent) {
        return sent != null && List.of(HttpMethod.values()).contains(HttpMethod.valueOf(sent)) ? sent : "OTHER";
    }
}
