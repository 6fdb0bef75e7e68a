package dev.storelatch.request;

import dev.storelatch.core.Realm;
import dev.storelatch.core.Way;
import java.util.Optional;

/**
 * Reads one kind of credential. The web layer asks the readers in their {@link org.springframework.core.annotation.Order
 * order}; the first live log-in is that of the caller.
 */
public interface CredentialReader {

    /** Returns the kind of the credential. */
    Way way();

    /**
     * Reads the request's credential, without access to the database. Empty if there is none, or if it is malformed, has
     * expired or is of another realm. The candidate's SELECT finds no row if it was revoked, or if its account is missing,
     * deleted, locked or a guest: no caller can tell which.
     */
    Optional<Candidate> read(Realm realm, RequestCredentials credentials);
}
