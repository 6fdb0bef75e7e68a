package dev.storelatch.link;

import dev.storelatch.database.Retention;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Retention of links: until they expire. */
@Configuration(proxyBeanMethods = false)
class LinkConfiguration {

    @Bean
    Retention linkRetention(Clock clock) {
        return new Retention("link_token", "id", "expires_at", Retention.Unit.TIMESTAMP, clock::instant);
    }
}
