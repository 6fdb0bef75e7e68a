package dev.storelatch.session;

import dev.storelatch.core.Actor;
import dev.storelatch.core.Login;
import dev.storelatch.core.Realm;
import dev.storelatch.core.Way;
import dev.storelatch.request.Candidate;
import dev.storelatch.request.CredentialReader;
import dev.storelatch.request.RequestCredentials;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Reads the session cookie. It takes precedence over a bearer token in the same request. */
@Component
@Order(1)
class SessionCredentialReader implements CredentialReader {

    private static final String STORE_LOGIN = login(Realm.STORE);
    private static final String ADMIN_LOGIN = login(Realm.ADMIN);
    private static final int COLUMNS = 4;

    private final SessionCookie cookie;
    private final SessionDetailRepository details;
    private final SessionSettings settings;
    private final Clock clock;

    SessionCredentialReader(
            SessionCookie cookie, SessionDetailRepository details, SessionSettings settings, Clock clock) {
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
    public Optional<Candidate> read(Realm realm, RequestCredentials credentials) {
        return cookie.readId(credentials.cookies())
                .map(SessionIds::storedForm)
                .map(storedId -> candidate(realm, storedId, credentials));
    }

    private Candidate candidate(Realm realm, String storedId, RequestCredentials credentials) {
        String select = switch (realm) {
            case STORE -> STORE_LOGIN;
            case ADMIN -> ADMIN_LOGIN;
        };
        Instant now = clock.instant();
        List<Object> parameters = List.of(
                storedId,
                now.toEpochMilli(),
                now.minus(settings.idleTimeout()).toEpochMilli(),
                now.minus(settings.absoluteTimeout()).toEpochMilli());
        return new Candidate(select, COLUMNS, parameters, row -> {
            Actor account = new Actor(realm, row.getString(1));
            Instant lastAccess = Instant.ofEpochMilli(row.getLong(4));
            return new Candidate.Checked(
                    Login.bySession(account, row.getString(2), storedId, row.getString(3)),
                    () -> touch(storedId, lastAccess, now, credentials));
        });
    }

    /** Returns the renewed cookie if the last access was written and renewal is on. */
    private Optional<String> touch(String storedId, Instant lastAccess, Instant now, RequestCredentials credentials) {
        boolean renewable = credentials.acceptsCookies() && settings.rolling();
        Duration interval = credentials.acceptsCookies() ? settings.touchInterval() : settings.longestTouchInterval();
        boolean due = !lastAccess.isAfter(now.minus(interval));
        return due && details.touch(storedId, now) && renewable
                ? cookie.renewed(credentials.cookies())
                : Optional.empty();
    }

    /**
     * Finds the live account of a realm in a session, as {@link SessionConfiguration} does for all realms, and applies both
     * timeouts. The realm is a literal, so that PostgreSQL plans for its table alone. Ids of accounts are ASCII, which the
     * format {@code escape} leaves as it is.
     */
    private static String login(Realm realm) {
        return """
                select encode(a.attribute_bytes, 'escape') as account_id, account.email, s.primary_id, s.last_access_time
                from storelatch.session s
                join storelatch.session_attributes a on a.session_primary_id = s.primary_id and a.attribute_name = '%1$s'
                cross join lateral storelatch.live_account('%1$s', encode(a.attribute_bytes, 'escape')) account
                where s.session_id = ? and s.version = %2$d
                  and s.expiry_time > ? and s.last_access_time > ? and s.creation_time > ?
                """.formatted(realm.id(), SessionConfiguration.VERSION);
    }
}
