package dev.storelatch.web;

import dev.storelatch.request.AllowedOrigins;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

/**
 * Sets the CORS headers and answers preflight requests (Fetch standard, "HTTP-CORS protocol"). Unlike Spring's filter, and as
 * the contract requires, it serves a request from an origin that is not allowed, without the header that lets the page read
 * the response, and it answers every OPTIONS request.
 */
final class CrossOriginFilter extends HttpFilter {

    private static final Duration PREFLIGHT_MAX_AGE = Duration.ofMinutes(10);

    static final String VARY = "Origin, Cookie, Authorization";

    private final AllowedOrigins origins;
    private final RefusedOrigins refused;

    CrossOriginFilter(AllowedOrigins origins, RefusedOrigins refused) {
        this.origins = origins;
        this.refused = refused;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        addHeaders(origin, origins, response);
        if (HttpMethod.OPTIONS.matches(request.getMethod())) {
            if (origin != null && !origins.allow(origin)) {
                refused.warn(origin);
            }
            answerPreflight(request, response);
        } else {
            response.setHeader(HttpHeaders.VARY, VARY);
            chain.doFilter(request, response);
        }
    }

    /** Adds the headers that let a page of an allowed origin read the response. */
    static void addHeaders(@Nullable String origin, AllowedOrigins origins, HttpServletResponse response) {
        response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true");
        if (origins.allow(origin)) {
            response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
            response.setHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, HttpHeaders.RETRY_AFTER);
        }
    }

    private static void answerPreflight(HttpServletRequest request, HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        response.setHeader(HttpHeaders.VARY, "Origin, Access-Control-Request-Headers");
        response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, "GET,HEAD,PUT,PATCH,POST,DELETE");
        response.setHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, String.valueOf(PREFLIGHT_MAX_AGE.toSeconds()));
        String requested = request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS);
        if (requested != null) {
            response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, requested);
        }
    }
}
