package dev.storelatch.federation;

import dev.storelatch.core.Realm;
import dev.storelatch.request.ClientInfo;
import dev.storelatch.request.QueryString;
import dev.storelatch.request.RequestCredentials;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Routes {@code /admin/auth/:provider} of users. */
@RestController
@RequestMapping("/admin/auth/{provider}")
class AdminProviderController extends ProviderController {

    AdminProviderController(FederationRoutes routes) {
        super(Realm.ADMIN, routes);
    }

    @GetMapping
    ResponseEntity<?> begin(
            @PathVariable String provider, QueryString query, RequestCredentials credentials, ClientInfo client) {
        return start(provider, query, credentials, client);
    }
}
