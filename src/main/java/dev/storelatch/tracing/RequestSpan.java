package dev.storelatch.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/** The span of a request. */
public final class RequestSpan {

    private static final int SERVER_ERROR = 500;

    private final Span span;
    private final String method;

    RequestSpan(Span span, String method) {
        this.span = span;
        this.method = method;
    }

    /** Returns the id of the trace in hexadecimal digits, whether the request is exported or not. */
    public String traceId() {
        return span.getSpanContext().getTraceId();
    }

    /** Returns the id of the span in hexadecimal digits. */
    public String spanId() {
        return span.getSpanContext().getSpanId();
    }

    /** The part of the server that handles a request. */
    @FunctionalInterface
    public interface Handler<E extends Exception, F extends Exception> {
        void handle() throws E, F;
    }

    /** Handles the request on this thread. Statements that it executes are below this span. */
    public <E extends Exception, F extends Exception> void run(Handler<E, F> handler) throws E, F {
        Scope scope = span.makeCurrent();
        try {
            handler.handle();
        } finally {
            scope.close();
        }
    }

    /**
     * Ends the span.
     *
     * @param route pattern of the route; null if there is none
     */
    public void end(@Nullable String route, int status) {
        if (route != null) {
            span.updateName(method + " " + route);
            span.setAttribute("http.route", route);
        }
        span.setAttribute("http.response.status_code", status);
        if (status >= SERVER_ERROR) {
            span.setAttribute("error.type", String.valueOf(status));
            span.setStatus(StatusCode.ERROR);
        }
        span.end();
    }
}
