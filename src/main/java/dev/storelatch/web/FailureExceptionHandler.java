package dev.storelatch.web;

import dev.storelatch.core.Failure;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Turns the exceptions of routes into responses. */
@RestControllerAdvice
class FailureExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(FailureExceptionHandler.class);

    private final FailureWriter failures;

    FailureExceptionHandler(FailureWriter failures) {
        this.failures = failures;
    }

    @ExceptionHandler
    void failed(Failure failure, HttpServletRequest request, HttpServletResponse response) throws IOException {
        failures.write(request, response, failure);
    }

    @ExceptionHandler({
        NoHandlerFoundException.class,
        NoResourceFoundException.class,
        HttpRequestMethodNotSupportedException.class
    })
    void noSuchRoute(HttpServletRequest request, HttpServletResponse response) throws IOException {
        failures.writeNoSuchRoute(request, response);
    }

    @ExceptionHandler
    void connectionClosed(AsyncRequestNotUsableException closed) {
        LOG.debug("The client closed the connection before the response was sent", closed);
    }

    @ExceptionHandler
    void unexpected(Exception error, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (error.getCause() instanceof OutOfMemoryError fatal) {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, fatal);
        }
        if (error instanceof ErrorResponse refusal && refusal.getStatusCode().is4xxClientError()) {
            failures.writeUnreadable(request, response);
        } else {
            failures.writeError(request, response, error);
        }
    }
}
