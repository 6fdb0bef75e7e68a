package dev.storelatch.token;

import dev.storelatch.core.Login;
import dev.storelatch.core.Realm;
import dev.storelatch.core.Way;
import dev.storelatch.request.Candidate;
import dev.storelatch.request.CredentialReader;
import dev.storelatch.request.RequestCredentials;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Reads the bearer token of a request (RFC 6750 §2.1). */
@Component
@Order(2)
class BearerTokens implements CredentialReader {

    private static final Pattern BEARER = Pattern.compile("Bearer\\s+(\\S+)\\s*", Pattern.CASE_INSENSITIVE);

    private static final String STORE_LOGIN = login(Realm.STORE);
    private static final String ADMIN_LOGIN = login(Realm.ADMIN);
    private static final int COLUMNS = 2;

    private final JwtVerifier verifier;
    private final TokenSettings settings;

    BearerTokens(JwtVerifier verifier, TokenSettings settings) {
        this.verifier = verifier;
        this.settings = settings;
    }

    @Override
    public Way way() {
        return Way.TOKEN;
    }

    @Override
    public Optional<Candidate> read(Realm realm, RequestCredentials credentials) {
        return verify(realm, credentials).map(BearerTokens::candidate);
    }

    private static Candidate candidate(AccessToken token) {
        String select = switch (token.actor().realm()) {
            case STORE -> STORE_LOGIN;
            case ADMIN -> ADMIN_LOGIN;
        };
        List<@Nullable Object> parameters = Arrays.asList(
                token.actor().id(), token.actor().id(), token.epoch(), token.issuedAt(), token.key(), token.family());
        return new Candidate(
                select,
                COLUMNS,
                parameters,
                row -> Candidate.Checked.of(Login.byToken(token.actor(), row.getString(2), token.login())));
    }

    /** Returns the token if it is correctly signed and has not expired. It may have been revoked. */
    Optional<AccessToken> verify(Realm realm, RequestCredentials credentials) {
        return Optional.ofNullable(credentials.authorization())
                .map(BEARER::matcher)
                .filter(Matcher::matches)
                .flatMap(matcher -> verifier.verify(matcher.group(1), realm))
                .filter(settings::accepts);
    }

    /** The realm is a literal, so that PostgreSQL plans for its table alone. */
    private static String login(Realm realm) {
        return """
                select ?::text as account_id, email
                from storelatch.live_token('%s', ?, ?::int, to_timestamp(?), ?, ?::text) email
                """.formatted(realm.id());
    }
}
