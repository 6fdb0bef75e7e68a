package dev.storelatch.request;

import dev.storelatch.core.Actor;
import dev.storelatch.core.Realm;
import java.util.Optional;
import org.springframework.web.context.request.NativeWebRequest;

/**
 * Reads one kind of credential from a request. The rooms that own a kind implement it; the front door asks them in
 * their {@link org.springframework.core.annotation.Order order}, and the first actor found is the caller.
 */
public interface CredentialReader {

    /**
     * The live account that the request's credential names in this realm. Empty if there is no credential, or if it is
     * broken, expired or ended, or its account is missing, deleted, locked or a guest: no caller can tell which.
     * Costs at most one SELECT and never writes.
     */
    Optional<Actor> read(Realm realm, NativeWebRequest request);
}
