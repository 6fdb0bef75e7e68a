package dev.storelatch.token;

import dev.storelatch.core.Actor;
import dev.storelatch.core.Failure;
import dev.storelatch.core.LogoutEvent;
import dev.storelatch.core.Realm;
import dev.storelatch.request.CredentialReader;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
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
    private final TokenRevocationRepository ended;
    private final RefreshTokens refreshTokens;
    private final Clock clock;
    private final WebRequest current;

    AccessTokens(
            TokenSettings settings,
            TokenRevocationRepository ended,
            RefreshTokens refreshTokens,
            Clock clock,
            WebRequest current) {
        this.codec = new JwtCodec(settings.secrets(), settings.keys(), clock);
        this.settings = settings;
        this.ended = ended;
        this.refreshTokens = refreshTokens;
        this.clock = clock;
        this.current = current;
    }

    /**
     * A new token for the account.
     *
     * @param epoch {@code storelatch.token_epoch} of the account, as it was when the password's hash was read: if the
     *     password has been changed since, the token is over already
     */
    public String issue(Actor actor, int epoch) {
        return codec.write(actor, settings.lifetime(), UUID.randomUUID().toString(), epoch, null);
    }

    /** A short-lived token, and what it can be renewed with once. */
    public record TokenPair(String accessToken, Duration expiresIn, String refreshToken) {
        @Override
        public String toString() {
            return "TokenPair[redacted]";
        }
    }

    /**
     * The first tokens of a log-in that goes on for as long as it is refreshed.
     *
     * @param epoch as for {@link #issue}
     */
    public TokenPair issueRefreshable(Actor actor, int epoch) {
        return pair(refreshTokens.start(actor, epoch));
    }

    /**
     * The next tokens of the log-in.
     *
     * @throws Failure.Unauthorized if the refresh token is unknown, was used before or has expired, or its account or
     *     its log-in has ended: nobody can tell which
     */
    public TokenPair refresh(Realm realm, String refreshToken) {
        return RefreshToken.parse(refreshToken)
                .flatMap(token -> refreshTokens.use(realm, token))
                .map(this::pair)
                .orElseThrow(() -> new Failure.Unauthorized("no live log-in has this refresh token"));
    }

    @Override
    public Optional<Actor> read(Realm realm, NativeWebRequest request) {
        return token(realm, request).filter(ended::isLive).map(AccessToken::actor);
    }

    /**
     * Ends the token in the request, if there is one of this realm, and the log-in that it belongs to. Others of the
     * account go on.
     *
     * @param refreshToken another of the log-in's tokens, if the client sent it
     */
    public void logOut(Realm realm, @Nullable String refreshToken) {
        Optional.ofNullable(refreshToken)
                .flatMap(RefreshToken::parse)
                .ifPresent(token -> refreshTokens.end(realm, token.family()));
        token(realm, current).ifPresent(token -> {
            if (token.family() == null) {
                ended.end(token);
            } else {
                refreshTokens.end(realm, token.family());
            }
        });
    }

    /** Ends every token of the account, the one that made the request too. */
    @EventListener
    void endAll(LogoutEvent event) {
        ended.endAll(event.actor());
    }

    /** The public keys that verify our tokens, as a JWK set; none while secrets sign them. */
    String publicKeys() {
        return codec.publicKeys();
    }

    /** No access token outlives its log-in. */
    private TokenPair pair(RefreshTokens.Grant grant) {
        Duration left = Duration.between(clock.instant(), grant.expiresAt());
        Duration configured = settings.refresh().accessLifetime();
        Duration lifetime = left.compareTo(configured) < 0 ? left : configured;
        String accessToken = codec.write(
                grant.actor(),
                lifetime,
                UUID.randomUUID().toString(),
                grant.epoch(),
                grant.token().family());
        return new TokenPair(accessToken, lifetime, grant.token().text());
    }

    private Optional<AccessToken> token(Realm realm, WebRequest request) {
        return Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION))
                .map(BEARER::matcher)
                .filter(Matcher::matches)
                .flatMap(matcher -> codec.read(matcher.group(1), realm))
                .filter(settings::accept);
    }
}
