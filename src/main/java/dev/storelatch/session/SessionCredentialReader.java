package dev.storelatch.session;

import dev.storelatch.core.Realm;
import dev.storelatch.core.Way;
import dev.storelatch.request.CredentialReader;
import dev.storelatch.request.RequestCredentials;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.session.Session;
import org.springframework.stereotype.Component;

/** Finds the log-in of a request's session cookie. It takes precedence over a bearer token in the same request. */
@Component
@Order(1)
class SessionCredentialReader implements CredentialReader {

    private final StoredSessions sessions;
    private final SessionCookie cookie;
    private final SessionDetailRepository details;
    private final SessionSettings settings;
    private final Clock clock;

    SessionCredentialReader(
            StoredSessions sessions,
            SessionCookie cookie,
            SessionDetailRepository details,
            SessionSettings settings,
            Clock clock) {
        this.sessions = sessions;
        this.cookie = cookie;
        this.details = details;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public Way way() {
        return Way.COOKIE;
    }

    @Override
    public Optional<Result> read(Realm realm, RequestCredentials credentials) {
        return cookie.readId(credentials.cookies())
                .map(SessionIds::storedForm)
                .flatMap(sessions::find)
                .flatMap(session -> StoredSessions.login(session, realm)
                        .map(login -> new Result(login, touch(session, credentials))));
    }

    /** Returns the renewed cookie if the last access was written and renewal is on. */
    private @Nullable String touch(Session session, RequestCredentials credentials) {
        Instant now = clock.instant();
        boolean renewable = credentials.acceptsCookies() && settings.rolling();
        Duration interval = credentials.acceptsCookies() ? settings.touchInterval() : settings.longestTouchInterval();
        boolean due = !session.getLastAccessedTime().isAfter(now.minus(interval));
        return due && details.touch(session.getId(), now) && renewable
                ? cookie.renewed(credentials.cookies()).orElse(null)
                : null;
    }
}
