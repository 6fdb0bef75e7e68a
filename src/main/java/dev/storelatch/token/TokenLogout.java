package dev.storelatch.token;

import dev.storelatch.core.Actor;
import dev.storelatch.core.LogoutReason;
import dev.storelatch.core.Realm;
import dev.storelatch.core.SecurityEvent;
import dev.storelatch.core.Way;
import dev.storelatch.request.RequestCredentials;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Ends log-ins by token, and publishes each that had not ended before. */
@Component
class TokenLogout {

    private final BearerTokens bearerTokens;
    private final TokenRevocationRepository revocations;
    private final RefreshTokenRepository refreshTokens;
    private final ApplicationEventPublisher events;

    TokenLogout(
            BearerTokens bearerTokens,
            TokenRevocationRepository revocations,
            RefreshTokenRepository refreshTokens,
            ApplicationEventPublisher events) {
        this.bearerTokens = bearerTokens;
        this.revocations = revocations;
        this.refreshTokens = refreshTokens;
        this.events = events;
    }

    /** Ends the log-ins of the request; see {@link AccessTokens#logOut}. */
    void end(Realm realm, @Nullable String refreshToken, RequestCredentials credentials) {
        Optional.ofNullable(refreshToken)
                .flatMap(RefreshToken::parse)
                .flatMap(token -> refreshTokens.delete(realm, token.family()))
                .ifPresent(this::publish);
        bearerTokens
                .verify(realm, credentials)
                .flatMap(token -> end(realm, token))
                .ifPresent(this::publish);
    }

    /** A refreshable log-in ends with every access token that names it. */
    private Optional<Actor> end(Realm realm, AccessToken token) {
        if (token.family() != null) {
            return refreshTokens.delete(realm, token.family());
        }
        return revocations.revoke(token) ? Optional.of(token.actor()) : Optional.empty();
    }

    private void publish(Actor account) {
        events.publishEvent(SecurityEvent.of(SecurityEvent.Type.AUTHN_TOKEN_REVOKED, account)
                .by(Way.TOKEN)
                .because(LogoutReason.LOGGED_OUT.id()));
    }
}
