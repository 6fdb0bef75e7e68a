package dev.storelatch.federation;

import dev.storelatch.core.Realm;
import dev.storelatch.database.Retention;
import dev.storelatch.request.OptionalRoutes;
import dev.storelatch.request.OptionalRoutes.Forms;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

/** Retention of what expires within minutes, and the routes of the providers, which need no log-in. */
@Configuration(proxyBeanMethods = false)
class FederationConfiguration {

    @Bean
    Retention federationStateRetention(Clock clock) {
        return new Retention("federation_state", "state_hash", "expires_at", Retention.Unit.TIMESTAMP, clock::instant);
    }

    @Bean
    Retention federationCodeRetention(Clock clock) {
        return new Retention("federation_code", "code_hash", "expires_at", Retention.Unit.TIMESTAMP, clock::instant);
    }

    @Bean
    OptionalRoutes storeProviderRoutes(Providers providers) {
        return routes(Realm.STORE, providers);
    }

    @Bean
    OptionalRoutes adminProviderRoutes(Providers providers) {
        return routes(Realm.ADMIN, providers);
    }

    private static OptionalRoutes routes(Realm realm, Providers providers) {
        OptionalRoutes routes = OptionalRoutes.of(realm);
        for (Provider provider : providers.ofRealm(realm)) {
            String path = "/%s/auth/%s".formatted(realm.id(), provider.name());
            String callback = path + "/cb";
            routes = routes.open(HttpMethod.GET, path)
                    .open(HttpMethod.GET, callback)
                    .open(HttpMethod.POST, path + "/token");
            routes = routes.openToForms(provider.answersByForm() ? Forms.ALL : Forms.CHECKED, callback);
        }
        return routes;
    }
}
