package dev.storelatch.admin;

import dev.storelatch.core.Actor;
import dev.storelatch.core.Login;
import dev.storelatch.core.Realm;
import dev.storelatch.request.CredentialReader;
import dev.storelatch.request.RequestCredentials;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Finds the user of a request's API token. Session and bearer token take precedence. */
@Component
@Order(3)
class ApiTokens implements CredentialReader {

    private final ApiTokenRepository tokens;

    ApiTokens(ApiTokenRepository tokens) {
        this.tokens = tokens;
    }

    @Override
    public Optional<Result> read(Realm realm, RequestCredentials credentials) {
        return Optional.ofNullable(credentials.apiToken())
                .filter(token -> realm == Realm.ADMIN && !token.isEmpty())
                .flatMap(tokens::findUser)
                .map(id -> new Result(new Login(new Actor(Realm.ADMIN, id), null), null));
    }
}
