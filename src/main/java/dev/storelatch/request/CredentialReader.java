package dev.storelatch.request;

import dev.storelatch.core.Login;
import dev.storelatch.core.Realm;
import dev.storelatch.core.Way;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads one kind of credential. The web layer asks the readers in their {@link org.springframework.core.annotation.Order
 * order}; the first log-in found is that of the caller.
 */
public interface CredentialReader {

    /** Returns the kind of the credential. */
    Way way();

    /**
     * Finds the live log-in of this realm that the request's credential belongs to. Empty if there is no credential, if it
     * is malformed, expired or revoked, or if its account is missing, deleted, locked or a guest: no caller can tell which.
     * Costs one SELECT, and at most once per touch interval an UPDATE of the session's last access.
     */
    Optional<Result> read(Realm realm, RequestCredentials credentials);

    /**
     * A log-in that was found.
     *
     * @param setCookie a {@code Set-Cookie} header for the response; null if the client's cookie stays as it is
     */
    record Result(Login login, @Nullable String setCookie) {

        @Override
        public String toString() {
            return "Result[" + login + "]";
        }
    }
}
