package dev.storelatch.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers {@code OPTIONS /health}, to which CORS does not apply. A controller could not, since Spring MVC answers every
 * preflight request itself. The filter runs after the security chains, as a controller does.
 */
@Component
class HealthOptionsFilter extends OncePerRequestFilter {

    private static final String METHODS = "GET,HEAD";

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !HttpMethod.OPTIONS.matches(request.getMethod())
                || !request.getServletPath().equalsIgnoreCase("/health");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader(HttpHeaders.ALLOW, METHODS);
        response.setContentType(HealthController.HTML);
        response.getOutputStream().write(METHODS.getBytes(StandardCharsets.UTF_8));
    }
}
