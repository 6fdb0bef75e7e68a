package dev.storelatch.web;

import dev.storelatch.figures.RequestDurations;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Measures how long each request takes, from the first filter on. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class RequestTimer implements Filter {

    private final RequestDurations durations;

    RequestTimer(RequestDurations durations) {
        this.durations = durations;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        long start = System.nanoTime();
        try {
            chain.doFilter(request, response);
        } finally {
            durations.record(System.nanoTime() - start);
        }
    }
}
