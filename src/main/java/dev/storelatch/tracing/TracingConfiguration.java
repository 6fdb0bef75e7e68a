package dev.storelatch.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Exports traces in the background if an endpoint is set. Without one, no class of OpenTelemetry is loaded. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("storelatch.tracing.endpoint")
class TracingConfiguration {

    /** Spans that wait for the export. Further ones are dropped, so that an unreachable receiver costs a few MB at most. */
    private static final int MAX_QUEUE = 2048;

    private static final int MAX_BATCH = 256;
    private static final int MAX_ATTRIBUTE_CHARS = 2048;
    private static final Duration EXPORT_INTERVAL = Duration.ofSeconds(2);
    private static final Duration EXPORT_TIMEOUT = Duration.ofSeconds(5);

    @Bean
    Tracing tracing(TracingSettings settings, @Value("${spring.application.name}") String name) {
        return new Tracing(SdkTracerProvider.builder()
                .setResource(Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), name)))
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(settings.sampling())))
                .setSpanLimits(SpanLimits.builder()
                        .setMaxAttributeValueLength(MAX_ATTRIBUTE_CHARS)
                        .build())
                .addSpanProcessor(BatchSpanProcessor.builder(exporter(settings))
                        .setMaxQueueSize(MAX_QUEUE)
                        .setMaxExportBatchSize(MAX_BATCH)
                        .setScheduleDelay(EXPORT_INTERVAL)
                        .setExporterTimeout(EXPORT_TIMEOUT)
                        .build())
                .build());
    }

    @Bean
    StatementSpans statementSpans(Tracing tracing) {
        return new StatementSpans(tracing);
    }

    /** A batch that is refused is not sent again: the next one may be lost too, and the queue must not grow meanwhile. */
    private static SpanExporter exporter(TracingSettings settings) {
        OtlpHttpSpanExporterBuilder exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(Objects.requireNonNull(settings.endpoint()).toString())
                .setConnectTimeout(EXPORT_TIMEOUT)
                .setTimeout(EXPORT_TIMEOUT)
                .setCompression("gzip")
                .setRetryPolicy(null);
        if (settings.authorization() != null) {
            exporter.addHeader(
                    "Authorization", new String(settings.authorization().bytes(), StandardCharsets.UTF_8));
        }
        return exporter.build();
    }
}
