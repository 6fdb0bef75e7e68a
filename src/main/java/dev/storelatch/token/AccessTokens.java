package dev.storelatch.token;

import dev.storelatch.core.Account;
import dev.storelatch.core.Failure;
import dev.storelatch.core.Realm;
import dev.storelatch.request.RequestCredentials;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Issues, refreshes and revokes tokens (RFC 6749, RFC 6750). */
@Service
public class AccessTokens {

    private final JwtWriter writer;
    private final TokenLogout logout;
    private final RefreshTokens refreshTokens;
    private final TokenSettings settings;
    private final Clock clock;

    AccessTokens(
            JwtWriter writer, TokenLogout logout, RefreshTokens refreshTokens, TokenSettings settings, Clock clock) {
        this.writer = writer;
        this.logout = logout;
        this.refreshTokens = refreshTokens;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Issues a token for the account. It is invalid from the start if the credentials have been changed since.
     *
     * @param methods how the account was authenticated, as values of RFC 8176
     */
    public String issue(Account account, Set<String> methods) {
        return writer.write(
                account.actor(),
                settings.lifetime(account.actor().realm()),
                newId(),
                account.tokenEpoch(),
                null,
                methods);
    }

    /** A short-lived access token and the refresh token that renews it once. */
    public record TokenPair(String accessToken, Duration expiresIn, String refreshToken) {
        @Override
        public String toString() {
            return "TokenPair[redacted]";
        }
    }

    /**
     * Issues the first tokens of a log-in that can be refreshed.
     *
     * @param methods how the account was authenticated, as values of RFC 8176
     */
    public TokenPair issueRefreshable(Account account, Set<String> methods) {
        return pair(refreshTokens.start(account, methods));
    }

    /**
     * Issues the next tokens of a log-in.
     *
     * @throws Failure.Unauthorized if the refresh token is unknown, was used before or has expired, or if its account or
     *     its log-in has ended: no caller can tell which
     */
    public TokenPair refresh(Realm realm, String refreshToken) {
        return RefreshToken.parse(refreshToken)
                .flatMap(token -> refreshTokens.use(realm, token))
                .map(this::pair)
                .orElseThrow(() -> new Failure.Unauthorized("no live log-in has this refresh token"));
    }

    /**
     * Revokes the bearer token of the request, if there is one of this realm, and the log-in that it belongs to. Other
     * log-ins of the account continue.
     *
     * @param refreshToken another token of the log-in, if the client sent it
     */
    public void logOut(Realm realm, @Nullable String refreshToken, RequestCredentials credentials) {
        logout.end(realm, refreshToken, credentials);
    }

    /** An access token does not outlive its log-in. */
    private TokenPair pair(RefreshGrant grant) {
        Duration left = Duration.between(clock.instant(), grant.expiresAt());
        Duration configured = settings.refresh().accessLifetime();
        Duration lifetime = left.compareTo(configured) < 0 ? left : configured;
        String accessToken = writer.write(
                grant.actor(), lifetime, newId(), grant.epoch(), grant.token().family(), Set.of());
        return new TokenPair(accessToken, lifetime, grant.token().text());
    }

    private static String newId() {
        return UUID.randomUUID().toString();
    }
}
