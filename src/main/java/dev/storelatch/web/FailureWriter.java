package dev.storelatch.web;

import dev.storelatch.core.Failure;
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
import tools.jackson.databind.json.JsonMapper;

/** Writes failures as responses, for routes, filters and security chains alike. */
@Component
class FailureWriter {

    static final String JSON = "application/json; charset=utf-8";
    static final String TEXT = "text/plain; charset=utf-8";

    private static final Logger LOG = LoggerFactory.getLogger(FailureWriter.class);

    private final JsonMapper json;

    FailureWriter(JsonMapper json) {
        this.json = json;
    }

    void write(HttpServletRequest request, HttpServletResponse response, Failure failure) throws IOException {
        if (failure.detail() != null && LOG.isDebugEnabled()) {
            LOG.debug("{} {}: {}", request.getMethod(), request.getRequestURI(), failure.detail());
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

    private static HttpServletRequest asSent(HttpServletRequest request) {
        ServletRequest sent = request;
        while (sent instanceof ServletRequestWrapper wrapper) {
            sent = wrapper.getRequest();
        }
        return (HttpServletRequest) sent;
    }
}
