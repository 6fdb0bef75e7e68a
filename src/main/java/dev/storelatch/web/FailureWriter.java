package dev.storelatch.web;

import dev.storelatch.core.Failure;
import dev.storelatch.pool.DatabaseOutage;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerMapping;
import tools.jackson.databind.json.JsonMapper;

/** Writes failures as responses, for routes, filters and security chains alike. */
@Component
class FailureWriter {

    static final String JSON = "application/json; charset=utf-8";
    static final String TEXT = "text/plain; charset=utf-8";

    private static final Logger LOG = LoggerFactory.getLogger(FailureWriter.class);
    private static final Duration OUTAGE_RETRY_AFTER = Duration.ofSeconds(5);

    private final JsonMapper json;

    FailureWriter(JsonMapper json) {
        this.json = json;
    }

    void write(HttpServletRequest request, HttpServletResponse response, Failure failure) throws IOException {
        if (failure.detail() != null && LOG.isDebugEnabled()) {
            LOG.debug("{} {}: {}", request.getMethod(), route(request), failure.detail());
        }
        Duration retryAfter = failure.retryAfter();
        if (retryAfter != null) {
            response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(Math.max(1, retryAfter.toSeconds())));
        }
        write(response, FailureResponse.of(failure));
    }

    /** Writes the response for an unknown route. It names the path as it was sent, without the query. */
    void writeNoSuchRoute(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = asSent(request).getRequestURI();
        write(request, response, new Failure.NotFound("Cannot %s %s".formatted(request.getMethod(), path)));
    }

    /** Writes the response to a request that a framework could not read; the framework's message may repeat what was sent. */
    void writeUnreadable(HttpServletRequest request, HttpServletResponse response) throws IOException {
        write(request, response, new Failure.InvalidData("The request could not be read"));
    }

    /**
     * Writes the response to an unexpected exception and logs it. An unavailable database is 503, also if it became
     * unavailable during a commit, so that nobody knows whether the change was made.
     */
    void writeError(HttpServletRequest request, HttpServletResponse response, Exception error) throws IOException {
        if (DatabaseOutage.isCauseOf(error)) {
            LOG.warn("{} {} failed", request.getMethod(), route(request), error);
            write(request, response, new Failure.ServiceUnavailable("The database is unavailable", OUTAGE_RETRY_AFTER));
        } else {
            LOG.error("{} {} failed", request.getMethod(), route(request), error);
            writeUnknownError(response);
        }
    }

    /** Writes the response to an error of ours. */
    void writeUnknownError(HttpServletResponse response) throws IOException {
        write(response, FailureResponse.unknownError());
    }

    private void write(HttpServletResponse response, FailureResponse failure) throws IOException {
        if (failure.status() == HttpStatus.UNAUTHORIZED) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        byte[] body = failure.bytes(json);
        response.setStatus(failure.status().value());
        response.setContentType(failure.contentType());
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /** Returns the pattern of the route for the log, since the path may contain an e-mail address (ASVS 16.2.5). */
    private static Object route(HttpServletRequest request) {
        Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        return pattern == null ? "before routing" : pattern;
    }

    private static HttpServletRequest asSent(HttpServletRequest request) {
        ServletRequest sent = request;
        while (sent instanceof ServletRequestWrapper wrapper) {
            sent = wrapper.getRequest();
        }
        return (HttpServletRequest) sent;
    }
}
