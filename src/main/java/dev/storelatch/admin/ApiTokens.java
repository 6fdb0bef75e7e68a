package dev.storelatch.admin;

import dev.storelatch.core.CredentialsChanged;
import dev.storelatch.core.Failure;
import dev.storelatch.core.Realm;
import dev.storelatch.core.Way;
import dev.storelatch.request.Candidate;
import dev.storelatch.request.CredentialReader;
import dev.storelatch.request.RequestCredentials;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * API tokens of users, sent in the header {@code x-medusa-access-token}. Session and bearer token take precedence. A token
 * is valid until it is replaced or removed, the password changes or the user is no longer live.
 */
@Component
@Order(3)
class ApiTokens implements CredentialReader {

    private final ApiTokenRepository repository;

    ApiTokens(ApiTokenRepository repository) {
        this.repository = repository;
    }

    @Override
    public Way way() {
        return Way.API_TOKEN;
    }

    @Override
    public Optional<Candidate> read(Realm realm, RequestCredentials credentials) {
        return Optional.ofNullable(credentials.apiToken())
                .filter(token -> realm == Realm.ADMIN && !token.isEmpty())
                .map(ApiTokenRepository::candidate);
    }

    /**
     * Replaces the user's token within the caller's transaction, in which the user's row is locked.
     *
     * @param token null or empty to remove it
     * @return false if nothing changed
     * @throws Failure.InvalidData if another user has the token
     */
    boolean replace(String userId, @Nullable String token) {
        if (token == null || token.isEmpty()) {
            return repository.remove(userId);
        }
        if (repository.isTaken(token, userId)) {
            throw new Failure.InvalidData("api_token is that of another user");
        }
        repository.store(userId, token);
        return true;
    }

    @EventListener
    void removeOnChange(CredentialsChanged change) {
        if (change.actor().realm() == Realm.ADMIN) {
            repository.remove(change.actor().id());
        }
    }
}
