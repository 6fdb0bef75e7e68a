package dev.storelatch.web;

import dev.storelatch.tracing.RequestSpan;
import dev.storelatch.tracing.Tracing;
import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Traces each request, in the trace of a trusted proxy or in a new one. Every line that is logged while the request is handled
 * has the ids of the trace and of the span.
 */
final class TraceValve extends ValveBase {

    /** Names in the diagnostic context of the log: those of the Elastic Common Schema. */
    static final String TRACE_KEY = "trace.id";

    static final String SPAN_KEY = "span.id";

    private final Tracing tracing;
    private final RoutePatterns routes;

    TraceValve(Tracing tracing, RoutePatterns routes) {
        super(true);
        this.tracing = tracing;
        this.routes = routes;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        RequestSpan span = tracing.begin(RoutePatterns.method(request.getMethod()), traceparent(request));
        request.setAttribute(TRACE_KEY, span.traceId());
        request.setAttribute(SPAN_KEY, span.spanId());
        MDC.put(TRACE_KEY, span.traceId());
        MDC.put(SPAN_KEY, span.spanId());
        try {
            span.<IOException, ServletException>run(() -> getNext().invoke(request, response));
        } finally {
            MDC.remove(TRACE_KEY);
            MDC.remove(SPAN_KEY);
            span.end(routes.find(request).orElse(null), response.getStatus());
        }
    }

    /** Anybody else could add requests to the traces of others, or have all of their own exported. */
    private static @Nullable String traceparent(Request request) {
        return ProxyMatcher.isFromTrustedProxy(request) ? request.getHeader("traceparent") : null;
    }
}
