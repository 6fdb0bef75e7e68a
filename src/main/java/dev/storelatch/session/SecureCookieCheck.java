package dev.storelatch.session;

import dev.storelatch.doctor.CookieRules;
import dev.storelatch.request.ClientInfo;
import dev.storelatch.request.RequestWarning;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Warns, at most once a minute, when a browser will drop the cookie because the connection does not seem to be https. */
@Component
class SecureCookieCheck {

    private static final Logger LOG = LoggerFactory.getLogger(SecureCookieCheck.class);

    private final SessionSettings settings;
    private final RequestWarning warning;

    SecureCookieCheck(SessionSettings settings, Clock clock) {
        this.settings = settings;
        this.warning = new RequestWarning(LOG, clock);
    }

    void check(ClientInfo client) {
        if (settings.cookie().secure() && !client.isSecure()) {
            warning.log(CookieRules.secureOverUnknownScheme().line());
        }
    }
}
