package dev.storelatch.federation;

import dev.storelatch.core.Realm;
import dev.storelatch.database.Retention;
import dev.storelatch.request.OpenRoutes;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
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
    OpenRoutes providerRoutes(Providers providers) {
        return () -> Stream.of(Realm.values())
                .flatMap(realm -> providers.ofRealm(realm).stream())
                .flatMap(FederationConfiguration::routes)
                .toList();
    }

    private static Stream<OpenRoutes.Route> routes(Provider provider) {
        String path = "/%s/auth/%s".formatted(provider.realm().id(), provider.name());
        return List.of(
                new OpenRoutes.Route(HttpMethod.GET, path, false),
                new OpenRoutes.Route(HttpMethod.GET, path + "/cb", false),
                new OpenRoutes.Route(HttpMethod.POST, path + "/cb", provider.answersByForm()),
                new OpenRoutes.Route(HttpMethod.POST, path + "/token", false))
                .stream();
    }
}
