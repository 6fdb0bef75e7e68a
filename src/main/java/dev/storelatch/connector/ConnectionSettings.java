package dev.storelatch.connector;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings {@code storelatch.connections}.
 *
 * @param max the number of connections at which waiting ones are closed to make room; without it, one for each 256 KiB of
 *     the heap, from 64 to 8192. A connection whose request is incomplete occupies about 60 KiB
 * @param maxBlocked the number of requests that may occupy a thread while they wait for the client to send or receive;
 *     beyond it, the one that has waited longest is ended. Without it, half of the threads, or on virtual threads half of
 *     {@code max}
 * @param headTimeout the time in which the line and headers of a request must arrive
 * @param bodyTimeout the time in which the body must arrive, whether it is used or discarded
 * @param responseTimeout the time in which the client must receive a response
 */
@Validated
@ConfigurationProperties("storelatch.connections")
record ConnectionSettings(
        @Nullable @Min(16) @Max(1_000_000) Integer max,
        @Nullable @Min(1) @Max(1_000_000) Integer maxBlocked,

        @DefaultValue("10s") @DurationMin(millis = 100) @DurationMax(minutes = 5)
        Duration headTimeout,

        @DefaultValue("10s") @DurationMin(millis = 100) @DurationMax(minutes = 5)
        Duration bodyTimeout,

        @DefaultValue("30s") @DurationMin(millis = 100) @DurationMax(minutes = 30)
        Duration responseTimeout) {

    private static final long HEAP_PER_CONNECTION = 256 * 1024;
    private static final long LEAST = 64;
    private static final long MOST = 8_192;

    int maxConnections() {
        return max == null ? maxConnections(Runtime.getRuntime().maxMemory()) : max;
    }

    static int maxConnections(long heap) {
        return (int) Math.min(MOST, Math.max(LEAST, heap / HEAP_PER_CONNECTION));
    }

    /** @param threads the number of threads that serve requests; null if it is not limited */
    int maxBlockedRequests(@Nullable Integer threads) {
        if (maxBlocked != null) {
            return maxBlocked;
        }
        return Math.max(1, (threads == null ? maxConnections() : threads) / 2);
    }
}
