package dev.storelatch.token;

import java.util.concurrent.TimeUnit;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** Sweeps the room's tables every ten minutes, first at a random moment, so that replicas do not all come at once. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class TokenCleanup {

    private final EndedTokens ended;

    TokenCleanup(EndedTokens ended) {
        this.ended = ended;
    }

    @Scheduled(initialDelayString = "${random.int(60,660)}", fixedDelay = 600, timeUnit = TimeUnit.SECONDS)
    void sweep() {
        ended.deleteExpired();
    }
}
