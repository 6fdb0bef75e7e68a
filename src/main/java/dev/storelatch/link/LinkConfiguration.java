package dev.storelatch.link;

import dev.storelatch.database.Retention;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Retention of links. */
@Configuration(proxyBeanMethods = false)
class LinkConfiguration {

    @Bean
    Retention linkRetention(Clock clock) {
        return new Retention(
                "link_token", "id", "expires_at", () -> clock.instant().getEpochSecond());
    }
}
