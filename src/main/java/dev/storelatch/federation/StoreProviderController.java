package dev.storelatch.federation;

import dev.storelatch.core.Realm;
import dev.storelatch.request.ClientInfo;
import dev.storelatch.request.QueryString;
import dev.storelatch.request.RequestCredentials;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Routes {@code /store/auth/:provider} of customers. That which begins a log-in is mapped by {@link StoreStartMappings} for each
 * provider by its name, since the same path otherwise asks whether an address has an account.
 */
@RestController
@RequestMapping("/store/auth/{provider}")
class StoreProviderController extends ProviderController {

    StoreProviderController(FederationRoutes routes) {
        super(Realm.STORE, routes);
    }

    /** Returns the handler of one provider. */
    Start startOf(String name) {
        return new Start(this, name);
    }

    /** Begins log-ins at one provider. */
    record Start(StoreProviderController controller, String name) {

        public ResponseEntity<?> begin(QueryString query, RequestCredentials credentials, ClientInfo client) {
            return controller.start(name, query, credentials, client);
        }
    }
}
