package dev.storelatch.web;

import dev.storelatch.core.Failure;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Turns the exceptions of filters into responses, such as those of the credential check, which runs before a route is called.
 * Without it, Tomcat would log each of them with a stack trace.
 */
final class FailureFilter extends HttpFilter {

    private final FailureWriter failures;

    FailureFilter(FailureWriter failures) {
        this.failures = failures;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } catch (RuntimeException error) {
            if (response.isCommitted()) {
                throw error;
            }
            if (error instanceof Failure failure) {
                failures.write(request, response, failure);
            } else {
                failures.writeError(request, response, error);
            }
        }
    }
}
