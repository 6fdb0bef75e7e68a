package dev.storelatch.session;

import dev.storelatch.doctor.CookieRules;
import dev.storelatch.request.ClientInfo;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Warns, at most once a minute, when a browser will drop the cookie because the connection does not seem to be https. */
@Component
class SecureCookieCheck {

    private static final Logger LOG = LoggerFactory.getLogger(SecureCookieCheck.class);
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private final SessionSettings settings;
    private final Clock clock;
    private final AtomicLong nextWarning = new AtomicLong();

    SecureCookieCheck(SessionSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    void check(ClientInfo client) {
        if (!settings.cookie().secure() || client.isSecure()) {
            return;
        }
        long now = clock.millis();
        long due = nextWarning.get();
        if (now >= due && nextWarning.compareAndSet(due, now + INTERVAL.toMillis())) {
            LOG.warn(CookieRules.secureOverUnknownScheme().line());
        }
    }
}
