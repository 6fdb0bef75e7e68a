package dev.storelatch.passkey;

import dev.storelatch.core.Realm;
import dev.storelatch.database.Retention;
import dev.storelatch.request.OptionalRoutes;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

/** Routes of passkeys, and the retention of used challenges. */
@Configuration(proxyBeanMethods = false)
class PasskeyConfiguration {

    /** Time for which a row outlives its challenge, since the clocks of several servers differ. */
    private static final Duration MARGIN = Duration.ofHours(1);

    @Bean
    @ConditionalOnPasskeys
    OptionalRoutes storePasskeyRoutes() {
        return routes(Realm.STORE);
    }

    @Bean
    @ConditionalOnPasskeys
    OptionalRoutes adminPasskeyRoutes() {
        return routes(Realm.ADMIN);
    }

    @Bean
    Retention passkeyChallengeRetention(Clock clock) {
        return new Retention(
                "passkey_challenge",
                "hash",
                "expires_at",
                Retention.Unit.TIMESTAMP,
                () -> clock.instant().minus(MARGIN));
    }

    /** Adding a passkey needs a log-in, or the challenge of one that must set up a second factor first. */
    private static OptionalRoutes routes(Realm realm) {
        String path = "/" + realm.id() + "/auth/passkeys";
        return OptionalRoutes.of(realm)
                .open(HttpMethod.POST, path)
                .open(HttpMethod.POST, path + "/registration-options")
                .open(HttpMethod.POST, path + "/login-options")
                .loggedIn(path)
                .loggedIn(path + "/{id}");
    }
}
