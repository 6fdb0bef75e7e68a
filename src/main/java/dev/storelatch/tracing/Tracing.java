package dev.storelatch.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;

/**
 * Makes spans. Their attributes follow OpenTelemetry's semantic conventions for HTTP and for databases, but contain nothing
 * that a client has sent: neither a path, which may have an e-mail address, nor the value of a header or of a parameter.
 */
public final class Tracing implements DisposableBean {

    private static final long STOP_SECONDS = 5;

    private final SdkTracerProvider provider;
    private final Tracer tracer;

    Tracing(SdkTracerProvider provider) {
        this.provider = provider;
        this.tracer = provider.get("dev.storelatch");
    }

    /**
     * Begins the span of a request.
     *
     * @param method a method of HTTP
     * @param traceparent the header of that name (W3C Trace Context §3.2) if the sender is trusted; begins a trace if it is
     *     malformed
     */
    public RequestSpan begin(String method, @Nullable String traceparent) {
        Context parent = traceparent == null
                ? Context.root()
                : W3CTraceContextPropagator.getInstance().extract(Context.root(), traceparent, new Header());
        Span span = tracer.spanBuilder(method)
                .setParent(parent)
                .setSpanKind(SpanKind.SERVER)
                .setAttribute("http.request.method", method)
                .startSpan();
        return new RequestSpan(span, method);
    }

    SpanBuilder statement(String operation) {
        return tracer.spanBuilder(operation).setSpanKind(SpanKind.CLIENT);
    }

    /** Exports what is left, for a few seconds at most. */
    @Override
    public void destroy() {
        provider.shutdown().join(STOP_SECONDS, TimeUnit.SECONDS);
    }

    /** The only header that is read. {@code tracestate} is for tracers that are asked again, and none is. */
    private static final class Header implements TextMapGetter<String> {

        private static final String NAME = "traceparent";

        @Override
        public Iterable<String> keys(String header) {
            return List.of(NAME);
        }

        @Override
        public @Nullable String get(@Nullable String header, String key) {
            return key.equals(NAME) ? header : null;
        }
    }
}
