package dev.storelatch.web;

import dev.storelatch.core.Realm;
import dev.storelatch.request.AllowedOrigins;
import dev.storelatch.request.RequestWarning;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Names the setting that lacks an origin. The browser tells only the developer of the page, and blames the server. */
final class RefusedOrigins {

    private static final Logger LOG = LoggerFactory.getLogger(RefusedOrigins.class);

    private final Realm realm;
    private final RequestWarning warning;

    RefusedOrigins(Realm realm, Clock clock) {
        this.realm = realm;
        this.warning = new RequestWarning(LOG, clock);
    }

    /** @param origin the header of a preflight request, which anybody can send */
    void warn(String origin) {
        AllowedOrigins.parse(origin)
                .ifPresent(page -> warning.log("A page of %s may not call /%s. If it is yours, add it to %s_CORS."
                        .formatted(page, realm.id(), realm.name())));
    }
}
