package dev.storelatch.token;

import dev.storelatch.core.Login;
import dev.storelatch.core.Realm;
import dev.storelatch.core.Way;
import dev.storelatch.request.CredentialReader;
import dev.storelatch.request.RequestCredentials;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Finds the log-in of a request's bearer token (RFC 6750 §2.1). */
@Component
@Order(2)
class BearerTokens implements CredentialReader {

    private static final Pattern BEARER = Pattern.compile("Bearer\\s+(\\S+)\\s*", Pattern.CASE_INSENSITIVE);

    private final JwtVerifier verifier;
    private final TokenRevocationRepository revocations;
    private final TokenSettings settings;

    BearerTokens(JwtVerifier verifier, TokenRevocationRepository revocations, TokenSettings settings) {
        this.verifier = verifier;
        this.revocations = revocations;
        this.settings = settings;
    }

    @Override
    public Way way() {
        return Way.TOKEN;
    }

    @Override
    public Optional<Result> read(Realm realm, RequestCredentials credentials) {
        return verify(realm, credentials)
                .flatMap(token ->
                        revocations.findEmail(token).map(email -> Login.byToken(token.actor(), email, token.login())))
                .map(login -> new Result(login, null));
    }

    /** Returns the token if it is correctly signed and has not expired. It may have been revoked. */
    Optional<AccessToken> verify(Realm realm, RequestCredentials credentials) {
        return Optional.ofNullable(credentials.authorization())
                .map(BEARER::matcher)
                .filter(Matcher::matches)
                .flatMap(matcher -> verifier.verify(matcher.group(1), realm))
                .filter(settings::accepts);
    }
}
