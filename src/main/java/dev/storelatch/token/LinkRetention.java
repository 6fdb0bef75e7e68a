package dev.storelatch.token;

import dev.storelatch.core.Retention;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class LinkRetention {

    @Bean
    Retention expiredLinks(Clock clock) {
        return new Retention(
                "link_token", "id", "expires_at", () -> clock.instant().getEpochSecond());
    }
}
