package dev.storelatch.passkey;

import dev.storelatch.core.Login;
import dev.storelatch.request.ClientInfo;
import dev.storelatch.request.DeleteResponse;
import dev.storelatch.request.JsonBody;
import java.util.List;
import org.springframework.stereotype.Component;

/** The routes about the passkeys of the caller, which both realms have. */
@Component
@ConditionalOnPasskeys
class OwnPasskeys {

    private final Passkeys passkeys;
    private final FreshLogin freshLogin;

    OwnPasskeys(Passkeys passkeys, FreshLogin freshLogin) {
        this.passkeys = passkeys;
        this.freshLogin = freshLogin;
    }

    record PasskeyResponse(Passkey passkey) {}

    record PasskeysResponse(List<Passkey> passkeys) {}

    PasskeysResponse list(Login login) {
        return new PasskeysResponse(passkeys.list(login.actor()));
    }

    PasskeyResponse rename(Login login, String id, JsonBody body) {
        String name = PasskeyName.read(body);
        body.check();
        return new PasskeyResponse(passkeys.rename(login.actor(), id, name));
    }

    DeleteResponse remove(Login login, String id, JsonBody body, ClientInfo client) {
        freshLogin.require(login, body, client);
        passkeys.remove(login.actor(), id);
        return DeleteResponse.of(id, "passkey");
    }
}
