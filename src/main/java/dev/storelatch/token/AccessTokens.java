package dev.storelatch.token;

import dev.storelatch.core.Actor;
import dev.storelatch.core.CredentialReader;
import dev.storelatch.core.Realm;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.web.context.request.NativeWebRequest;

/** Log-ins by bearer token (RFC 6750 §2.1): issued for an account, and read from {@code Authorization}. */
@Service
@Order(2)
public class AccessTokens implements CredentialReader {

    private static final Pattern BEARER = Pattern.compile("Bearer\\s+(\\S+)\\s*", Pattern.CASE_INSENSITIVE);

    private final JwtCodec codec;
    private final TokenSettings settings;
    private final JdbcClient jdbc;

    AccessTokens(TokenSettings settings, JdbcClient jdbc, Clock clock) {
        this.codec = new JwtCodec(settings.secrets(), clock);
        this.settings = settings;
        this.jdbc = jdbc;
    }

    /** A new token for the account. */
    public String issue(Actor actor) {
        return codec.write(actor, settings.lifetime(), UUID.randomUUID().toString());
    }

    @Override
    public Optional<Actor> read(Realm realm, NativeWebRequest request) {
        return Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION))
                .map(BEARER::matcher)
                .filter(Matcher::matches)
                .flatMap(matcher -> codec.read(matcher.group(1), realm))
                .filter(this::isLive);
    }

    private boolean isLive(Actor actor) {
        return jdbc.sql("select exists (select from storelatch.live_account(:claim, :id))")
                .param("claim", actor.realm().subjectClaim())
                .param("id", actor.id())
                .query(Boolean.class)
                .single();
    }
}
