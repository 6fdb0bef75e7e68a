package dev.storelatch.auth;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.storelatch.token.AccessTokens.TokenPair;
import org.jspecify.annotations.Nullable;

/**
 * Response of the token routes (RFC 6749 §5.1). For a token that cannot be refreshed it is the access token alone, as in
 * the contract.
 *
 * @param expiresIn validity of the access token in seconds
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TokenResponse(
        String accessToken,
        @Nullable String tokenType,
        @Nullable Long expiresIn,
        @Nullable String refreshToken) {

    static TokenResponse of(String accessToken) {
        return new TokenResponse(accessToken, null, null, null);
    }

    static TokenResponse of(TokenPair pair) {
        return new TokenResponse(pair.accessToken(), "Bearer", pair.expiresIn().toSeconds(), pair.refreshToken());
    }

    @Override
    public String toString() {
        return "TokenResponse[redacted]";
    }
}
