package dev.storelatch.web;

import dev.storelatch.figures.RequestDurations;
import dev.storelatch.pool.StatementCounter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.http.Outcome;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Measures requests: their durations for {@link RequestDurations}, and unless that is turned off, by route the timer {@code
 * http.server.requests}, as Spring Boot names and tags it, and the counter {@code storelatch.request.statements}. Boot's own
 * measures by observations, which cost a request several times as much as this.
 */
final class RequestMetricsFilter extends HttpFilter {

    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");

    private final transient RequestDurations durations;
    private final transient boolean byRoute;
    private final transient MeterRegistry registry;
    private final transient StatementCounter statements;
    private final transient Map<Tagged, Meters> meters = new ConcurrentHashMap<>();

    RequestMetricsFilter(
            RequestDurations durations, boolean byRoute, MeterRegistry registry, StatementCounter statements) {
        this.durations = durations;
        this.byRoute = byRoute;
        this.registry = registry;
        this.statements = statements;
    }

    /** Tags of a request. Their number is bounded, whatever clients send. */
    private record Tagged(String method, String route, int status) {}

    private record Meters(Timer timer, Counter statements) {}

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long start = System.nanoTime();
        if (byRoute) {
            statements.begin();
        }
        boolean completed = false;
        try {
            chain.doFilter(request, response);
            completed = true;
        } finally {
            long nanos = System.nanoTime() - start;
            durations.record(nanos);
            if (byRoute) {
                record(request, completed ? response.getStatus() : HttpServletResponse.SC_INTERNAL_SERVER_ERROR, nanos);
            }
        }
    }

    private void record(HttpServletRequest request, int status, long nanos) {
        Meters measured = meters.computeIfAbsent(new Tagged(method(request), route(request), status), this::register);
        measured.statements().increment(statements.end());
        measured.timer().record(nanos, TimeUnit.NANOSECONDS);
    }

    private Meters register(Tagged tagged) {
        Tags tags = Tags.of(
                "method",
                tagged.method(),
                "uri",
                tagged.route(),
                "status",
                String.valueOf(tagged.status()),
                "outcome",
                Outcome.forStatus(tagged.status()).name());
        return new Meters(
                Timer.builder("http.server.requests")
                        .description("Requests by route, from the first filter to the end of the response")
                        .tags(tags)
                        .register(registry),
                Counter.builder("storelatch.request.statements")
                        .description(
                                "SQL statements of requests by route, without those that begin and end a transaction")
                        .tags(tags)
                        .register(registry));
    }

    private static String method(HttpServletRequest request) {
        return METHODS.contains(request.getMethod()) ? request.getMethod() : "OTHER";
    }

    /** Returns the pattern of the route, or that of all routes of the realm if the request was refused before one was found. */
    private static String route(HttpServletRequest request) {
        if (request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) instanceof String pattern) {
            return pattern;
        }
        String path = request.getRequestURI();
        return path.startsWith("/store/") ? "/store/**" : path.startsWith("/admin/") ? "/admin/**" : "/**";
    }
}
