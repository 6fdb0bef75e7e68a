package dev.storelatch.federation;

import dev.storelatch.request.RequestCredentials;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Finds the log-in that an answer of a provider belongs to, once. */
@Component
class PendingLogins {

    private static final Pattern STATE = Pattern.compile("[\\w-]{43}");

    private final StateRepository repository;
    private final BrowserCookie cookie;

    PendingLogins(StateRepository repository, BrowserCookie cookie) {
        this.repository = repository;
        this.cookie = cookie;
    }

    /** A log-in that waits no longer. */
    record Consumed(PendingLogin login, RequestSecrets secrets) {}

    /** Returns the log-in; empty if this browser has begun none with this state, or its time is over, or it was answered. */
    Optional<Consumed> consume(Provider provider, String state, RequestCredentials credentials) {
        if (!STATE.matcher(state).matches()) {
            return Optional.empty();
        }
        return cookie.find(credentials)
                .map(browser -> new RequestSecrets(state, browser))
                .flatMap(secrets -> repository.consume(provider, secrets).map(login -> new Consumed(login, secrets)));
    }
}
