package dev.storelatch.web;

import dev.storelatch.core.Failure;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Refuses paths with parameters ({@code ;name=value}), as Spring Security's firewall does, which comes too late: Tomcat does
 * not check the encoding of parameters, and whatever parses the path before the firewall fails if it is malformed.
 */
final class PathParameterFilter extends HttpFilter {

    private final transient FailureWriter failures;

    PathParameterFilter(FailureWriter failures) {
        this.failures = failures;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getRequestURI().indexOf(';') >= 0) {
            failures.write(request, response, new Failure.InvalidData("The request's path is malformed"));
        } else {
            chain.doFilter(request, response);
        }
    }
}
