package dev.storelatch.audit;

import dev.storelatch.core.LoginFailure;
import dev.storelatch.core.Realm;
import dev.storelatch.core.Way;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.springframework.stereotype.Component;

/**
 * Reports the outcomes of attempts to log in: by the counter {@code storelatch.logins}, and by a line each of the logger
 * {@code storelatch.login}.
 */
@Component
class LoginOutcomes {

    /** A name of its own, so that the lines can be sent elsewhere than the messages of the server. */
    private static final Logger LOG = LoggerFactory.getLogger("storelatch.login");

    /** Strangers can cause any number of failures, and those that cost them no hash quickly. */
    private static final int MAX_FAILURES_PER_MINUTE = 600;

    private static final String NONE = "none";

    private final MeterRegistry registry;
    private final Clock clock;
    private final AtomicLong minute = new AtomicLong();
    private final AtomicInteger failures = new AtomicInteger();

    LoginOutcomes(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
        // Each has the value 0 from the start: no rate can be computed from the first value of a counter alone.
        for (Realm realm : Realm.values()) {
            for (Way way : new Way[] {Way.COOKIE, Way.TOKEN}) {
                Stream.concat(Stream.of((LoginFailure) null), Stream.of(LoginFailure.values()))
                        .forEach(failure -> counter(new LoginOutcome(realm.id(), way.id(), failure, null, null)));
            }
        }
    }

    void count(LoginOutcome outcome) {
        counter(outcome).increment();
    }

    /** Logs a line. Of more failures than the limit in one minute, only the metric tells. */
    void log(LoginOutcome outcome) {
        if (outcome.failure() == null) {
            write(outcome);
            return;
        }
        int number = numberOfFailure();
        if (number <= MAX_FAILURES_PER_MINUTE) {
            write(outcome);
        } else if (number == MAX_FAILURES_PER_MINUTE + 1) {
            LOG.warn(
                    "More than {} log-ins have failed within a minute. Further ones in it are counted by the metric"
                            + " storelatch_logins_total only.",
                    MAX_FAILURES_PER_MINUTE);
        }
    }

    private int numberOfFailure() {
        long current = clock.millis() / 60_000;
        if (minute.getAndSet(current) != current) {
            failures.set(0);
        }
        return failures.incrementAndGet();
    }

    private Counter counter(LoginOutcome outcome) {
        return Counter.builder("storelatch.logins")
                .description("Attempts to log in, by how they ended")
                .tag("realm", orNone(outcome.realm()))
                .tag("way", orNone(outcome.way()))
                .tag("outcome", outcome.id())
                .tag("reason", outcome.reason())
                .register(registry);
    }

    /** The message has all values for people, and the fields have them for formats of JSON. */
    private static void write(LoginOutcome outcome) {
        LoggingEventBuilder event = LOG.atInfo()
                .setMessage("Log-in {}: realm={} way={} reason={} account={} network={}")
                .addArgument(outcome.id());
        event = add(event, "realm", outcome.realm());
        event = add(event, "way", outcome.way());
        event = add(event, "reason", outcome.reason());
        event = add(event, "account", outcome.accountId());
        event = add(event, "network", outcome.network());
        event.addKeyValue("login.outcome", outcome.id()).log();
    }

    private static LoggingEventBuilder add(LoggingEventBuilder event, String name, @Nullable String value) {
        LoggingEventBuilder added = event.addArgument(orNone(value));
        return value == null ? added : added.addKeyValue("login." + name, value);
    }

    private static String orNone(@Nullable String value) {
        return Objects.requireNonNullElse(value, NONE);
    }
}
