package dev.storelatch.federation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.storelatch.token.AccessTokens.TokenPair;
import org.jspecify.annotations.Nullable;

/**
 * Response with tokens (RFC 6749 §5.1), as that of the token routes.
 *
 * @param expiresIn validity of the access token in seconds
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record IssuedTokens(
        String accessToken,
        @Nullable String tokenType,
        @Nullable Long expiresIn,
        @Nullable String refreshToken) {

    static IssuedTokens of(String accessToken) {
        return new IssuedTokens(accessToken, null, null, null);
    }

    static IssuedTokens of(TokenPair pair) {
        return new IssuedTokens(pair.accessToken(), "Bearer", pair.expiresIn().toSeconds(), pair.refreshToken());
    }

    @Override
    public String toString() {
        return "IssuedTokens[redacted]";
    }
}
