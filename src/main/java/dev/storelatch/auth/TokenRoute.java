package dev.storelatch.auth;

import dev.storelatch.core.Realm;
import dev.storelatch.request.ClientInfo;
import dev.storelatch.request.JsonBody;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** The route {@code auth/token}, which both realms have: issues access tokens, and refreshes them (RFC 6749 §4.3, §6). */
@Component
class TokenRoute {

    private final LoginService login;

    TokenRoute(LoginService login) {
        this.login = login;
    }

    /** @param credentialReader reads and checks e-mail address and password as the realm's log-in does */
    TokenResponse respond(
            Realm realm, JsonBody body, Function<JsonBody, Credentials> credentialReader, ClientInfo client) {
        if (!body.any("grant_type").isMissingNode()) {
            return TokenResponse.of(login.refresh(realm, refreshToken(body)));
        }
        boolean refreshable = body.optionalBoolean("offline_access");
        return refreshable
                ? TokenResponse.of(login.issueRefreshableToken(realm, body, credentialReader, client))
                : TokenResponse.of(login.issueToken(realm, body, credentialReader, client));
    }

    private static String refreshToken(JsonBody body) {
        if (!"refresh_token".equals(body.any("grant_type").stringValue(null))) {
            body.mistake("grant_type must be one of the following values: refresh_token");
        }
        String refreshToken = body.string("refresh_token");
        body.check();
        return refreshToken;
    }
}
