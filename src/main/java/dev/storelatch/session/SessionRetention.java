package dev.storelatch.session;

import dev.storelatch.database.Retention;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Retention of sessions: until their idle timeout or their absolute timeout, whichever comes first. */
@Configuration(proxyBeanMethods = false)
class SessionRetention {

    @Bean
    Retention idleSessionRetention(Clock clock) {
        return new Retention("session", "primary_id", "expiry_time", Retention.Unit.EPOCH_MILLIS, clock::instant);
    }

    @Bean
    Retention oldSessionRetention(SessionSettings settings, Clock clock) {
        return new Retention(
                "session",
                "primary_id",
                "creation_time",
                Retention.Unit.EPOCH_MILLIS,
                () -> clock.instant().minus(settings.absoluteTimeout()));
    }
}
