package dev.storelatch.token;

import dev.storelatch.core.Actor;
import dev.storelatch.core.CredentialReader;
import dev.storelatch.core.EndsLogins;
import dev.storelatch.core.Realm;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Service;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.WebRequest;

/** Log-ins by bearer token (RFC 6750 §2.1): issued for an account, read from {@code Authorization}, and ended. */
@Service
@Order(2)
public class AccessTokens implements CredentialReader {

    private static final Pattern BEARER = Pattern.compile("Bearer\\s+(\\S+)\\s*", Pattern.CASE_INSENSITIVE);

    private final JwtCodec codec;
    private final TokenSettings settings;
    private final EndedTokens ended;
    private final WebRequest current;

    AccessTokens(TokenSettings settings, EndedTokens ended, Clock clock, WebRequest current) {
        this.codec = new JwtCodec(settings.secrets(), clock);
        this.settings = settings;
        this.ended = ended;
        this.current = current;
    }

    /**
     * A new token for the account.
     *
     * @param epoch {@code storelatch.token_epoch} of the account, as it was when the password's hash was read: if the
     *     password has been changed since, the token is over already
     */
    public String issue(Actor actor, int epoch) {
        return codec.write(actor, settings.lifetime(), UUID.randomUUID().toString(), epoch);
    }

    @Override
    public Optional<Actor> read(Realm realm, NativeWebRequest request) {
        return token(realm, request).filter(ended::isLive).map(AccessToken::actor);
    }

    /** Ends the token in the request, if there is one of this realm. Others of the account go on. */
    public void logOut(Realm realm) {
        token(realm, current).ifPresent(ended::end);
    }

    /** Ends every token of the account, the one that made the request too. */
    @EventListener
    void endAll(EndsLogins event) {
        ended.endAll(event.actor());
    }

    private Optional<AccessToken> token(Realm realm, WebRequest request) {
        return Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION))
                .map(BEARER::matcher)
                .filter(Matcher::matches)
                .flatMap(matcher -> codec.read(matcher.group(1), realm))
                .filter(settings::accept);
    }
}
