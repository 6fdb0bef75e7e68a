package dev.storelatch.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.storelatch.core.Failure;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The one place that turns a failure into a status and a body, for routes, filters and chains alike. */
@Component
class FailureWriter {

    static final String JSON = "application/json; charset=utf-8";
    static final String TEXT = "text/plain; charset=utf-8";

    private static final Logger LOG = LoggerFactory.getLogger(FailureWriter.class);

    private final JsonMapper json;

    FailureWriter(JsonMapper json) {
        this.json = json;
    }

    private record Body(
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String code,

            String type,
            String message) {}

    void write(HttpServletRequest request, HttpServletResponse response, Failure failure) throws IOException {
        if (failure.detail() != null && LOG.isDebugEnabled()) {
            LOG.debug("{} {}: {}", request.getMethod(), request.getRequestURI(), failure.detail());
        }
        String message = failure.forCaller();
        if (failure instanceof Failure.Unauthorized) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            write(response, HttpStatus.UNAUTHORIZED, TEXT, message.getBytes(StandardCharsets.UTF_8));
        } else if (failure instanceof Failure.InvalidToken) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            write(response, HttpStatus.UNAUTHORIZED, new Body(null, "unauthorized", message));
        } else if (failure instanceof Failure.NotFound) {
            write(response, HttpStatus.NOT_FOUND, new Body(null, "not_found", message));
        } else if (failure instanceof Failure.Duplicate) {
            write(
                    response,
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    new Body("invalid_request_error", "duplicate_error", message));
        } else if (failure instanceof Failure.NotAllowed) {
            write(response, HttpStatus.FORBIDDEN, new Body(null, "not_allowed", message));
        } else if (failure instanceof Failure.TooManyRequests tooMany) {
            long seconds = Math.max(1, tooMany.retryAfter().toSeconds());
            response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(seconds));
            write(response, HttpStatus.TOO_MANY_REQUESTS, new Body(null, "too_many_requests", message));
        } else {
            write(response, refusalOf(failure), new Body(null, "invalid_data", message));
        }
    }

    /** The answer where no route matches: the path as it was sent, without its query. */
    void writeNoSuchRoute(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = asSent(request).getRequestURI();
        write(request, response, new Failure.NotFound("Cannot %s %s".formatted(request.getMethod(), path)));
    }

    /** The answer where a framework could not read the request; its own words may repeat what was sent. */
    void writeUnreadable(HttpServletRequest request, HttpServletResponse response) throws IOException {
        write(request, response, new Failure.InvalidData("The request could not be read"));
    }

    /** The answer to an error of ours, which says nothing about it. */
    void writeUnknownError(HttpServletResponse response) throws IOException {
        write(
                response,
                HttpStatus.INTERNAL_SERVER_ERROR,
                new Body("unknown_error", "unknown_error", "An unknown error occurred."));
    }

    private static HttpStatus refusalOf(Failure failure) {
        if (failure instanceof Failure.RequestTimeout) {
            return HttpStatus.REQUEST_TIMEOUT;
        }
        if (failure instanceof Failure.ContentTooLarge) {
            return HttpStatus.CONTENT_TOO_LARGE;
        }
        return failure instanceof Failure.UnsupportedMediaType
                ? HttpStatus.UNSUPPORTED_MEDIA_TYPE
                : HttpStatus.BAD_REQUEST;
    }

    private static HttpServletRequest asSent(HttpServletRequest request) {
        ServletRequest sent = request;
        while (sent instanceof ServletRequestWrapper wrapper) {
            sent = wrapper.getRequest();
        }
        return (HttpServletRequest) sent;
    }

    private void write(HttpServletResponse response, HttpStatus status, Body body) throws IOException {
        write(response, status, JSON, json.writeValueAsBytes(body));
    }

    private static void write(HttpServletResponse response, HttpStatus status, String type, byte[] body)
            throws IOException {
        response.setStatus(status.value());
        response.setContentType(type);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
