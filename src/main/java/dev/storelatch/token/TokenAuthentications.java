package dev.storelatch.token;

import dev.storelatch.core.Authentication;
import dev.storelatch.core.Login;
import dev.storelatch.core.LoginAuthentications;
import dev.storelatch.core.TokenLogin;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Knows how log-ins by access token were authenticated: by the log-in's row, by the token's own, or else by its claims. */
@Component
class TokenAuthentications implements LoginAuthentications {

    private final TokenAuthenticationRepository repository;

    TokenAuthentications(TokenAuthenticationRepository repository) {
        this.repository = repository;
    }

    @Override
    public Optional<Authentication> find(Login login) {
        TokenLogin token = login.token();
        if (token == null) {
            return Optional.empty();
        }
        return token.family() != null
                ? repository.findOfFamily(token.family())
                : Optional.of(repository
                        .findOfToken(token.key())
                        .orElseGet(() -> new Authentication(token.issuedAt(), token.methods())));
    }

    @Override
    public boolean replace(Login login, Authentication authentication) {
        TokenLogin token = login.token();
        if (token == null) {
            return false;
        }
        return token.family() != null
                ? repository.replaceOfFamily(token.family(), authentication)
                : repository.replaceOfToken(token, authentication);
    }
}
