package dev.storelatch.federation;

import dev.storelatch.core.Login;
import dev.storelatch.federation.IdentityRoute.IdentitiesResponse;
import dev.storelatch.federation.IdentityRoute.LocationResponse;
import dev.storelatch.request.ClientInfo;
import dev.storelatch.request.JsonBody;
import dev.storelatch.request.RequestCredentials;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Routes {@code /admin/auth/identities}: the accounts at providers by which a user logs in. */
@RestController
@RequestMapping("/admin/auth/identities")
class AdminIdentityController {

    private final IdentityRoute route;

    AdminIdentityController(IdentityRoute route) {
        this.route = route;
    }

    @GetMapping
    IdentitiesResponse list(@AuthenticationPrincipal Login login) {
        return route.list(login);
    }

    @PostMapping
    ResponseEntity<LocationResponse> begin(
            @AuthenticationPrincipal Login login, JsonBody body, RequestCredentials credentials, ClientInfo client) {
        return route.begin(login, body, credentials, client);
    }

    @DeleteMapping("/{id}")
    IdentitiesResponse remove(
            @AuthenticationPrincipal Login login, @PathVariable String id, JsonBody body, ClientInfo client) {
        return route.remove(login, id, body, client);
    }
}
