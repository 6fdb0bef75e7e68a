package dev.storelatch.tracing;

import dev.storelatch.core.StartupException;
import dev.storelatch.crypto.Secret;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings {@code storelatch.tracing}.
 *
 * @param endpoint receiver of traces by OTLP over HTTP, such as {@code http://collector:4318/v1/traces}; none are made
 *     without it
 * @param authorization value of the header {@code Authorization} that the receiver requires
 * @param sampling share of the requests that are traced, from 0 to 1, unless a trusted proxy has decided already
 */
@Validated
@ConfigurationProperties("storelatch.tracing")
record TracingSettings(
        @Nullable URI endpoint,
        @Nullable Secret authorization,

        @DefaultValue("0.1") @DecimalMin("0") @DecimalMax("1")
        double sampling) {

    TracingSettings {
        if (endpoint != null
                && (endpoint.getHost() == null
                        || endpoint.getUserInfo() != null
                        || !Set.of("http", "https").contains(endpoint.getScheme()))) {
            throw new StartupException(
                    "storelatch.tracing.endpoint is not an http or https address without a user.",
                    "Set it to the whole address of the receiver, such as http://collector:4318/v1/traces, and what it"
                            + " requires in Authorization as storelatch.tracing.authorization.");
        }
    }
}
