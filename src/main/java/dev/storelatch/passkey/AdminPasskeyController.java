package dev.storelatch.passkey;

import dev.storelatch.core.Login;
import dev.storelatch.core.Realm;
import dev.storelatch.request.ClientInfo;
import dev.storelatch.request.DeleteResponse;
import dev.storelatch.request.JsonBody;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Routes {@code /admin/auth/passkeys}: the passkeys of users, and options for ceremonies. The log-in itself is {@code /admin/auth}. */
@RestController
@ConditionalOnPasskeys
@RequestMapping("/admin/auth/passkeys")
class AdminPasskeyController {

    private final PasskeyRoutes routes;
    private final OwnPasskeys own;

    AdminPasskeyController(PasskeyRoutes routes, OwnPasskeys own) {
        this.routes = routes;
        this.own = own;
    }

    @PostMapping("/registration-options")
    PasskeyRoutes.CreationResponse registrationOptions(
            @AuthenticationPrincipal @Nullable Login login,
            JsonBody body,
            ClientInfo client,
            @RequestHeader(name = HttpHeaders.ORIGIN, required = false) @Nullable String origin) {
        return routes.registrationOptions(Realm.ADMIN, login, body, client, origin);
    }

    @PostMapping
    PasskeyRoutes.AddedResponse add(@AuthenticationPrincipal @Nullable Login login, JsonBody body) {
        return routes.add(Realm.ADMIN, login, body);
    }

    @PostMapping("/login-options")
    PasskeyRoutes.RequestResponse loginOptions(
            JsonBody body, @RequestHeader(name = HttpHeaders.ORIGIN, required = false) @Nullable String origin) {
        return routes.loginOptions(Realm.ADMIN, body, origin);
    }

    @GetMapping
    OwnPasskeys.PasskeysResponse list(@AuthenticationPrincipal Login login) {
        return own.list(login);
    }

    @PostMapping("/{id}")
    OwnPasskeys.PasskeyResponse rename(@AuthenticationPrincipal Login login, @PathVariable String id, JsonBody body) {
        return own.rename(login, id, body);
    }

    @DeleteMapping("/{id}")
    DeleteResponse remove(
            @AuthenticationPrincipal Login login, @PathVariable String id, JsonBody body, ClientInfo client) {
        return own.remove(login, id, body, client);
    }
}
