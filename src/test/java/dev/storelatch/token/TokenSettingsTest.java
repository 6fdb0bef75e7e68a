package dev.storelatch.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.core.Actor;
import dev.storelatch.core.Realm;
import dev.storelatch.support.ServerTest;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class TokenSettingsTest {

    private static final long NEW_YEAR_2027 = 1_798_761_600;

    @Test
    void defaultsAreAsDocumented() {
        TokenSettings settings = settings(Map.of());

        assertThat(settings.lifetime()).isEqualTo(Duration.ofDays(30));
        assertThat(settings.keys()).isEmpty();
        assertThat(settings.refresh())
                .isEqualTo(new TokenSettings.Refresh(
                        Duration.ofMinutes(15), Duration.ofSeconds(30), Duration.ofDays(30), Duration.ofDays(90)));
        assertThat(settings.accepts(signedByMedusa(0))).isTrue();
    }

    @Test
    void tokensSignedByMedusaCanBeRefused() {
        TokenSettings settings = settings(Map.of("accept-medusa", "false"));

        assertThat(settings.accepts(signedByMedusa(NEW_YEAR_2027))).isFalse();
        assertThat(settings.accepts(token(0, 0))).isTrue();
    }

    @Test
    void tokensSignedByMedusaBeforeAGivenTimeCanBeRefused() {
        TokenSettings settings = settings(Map.of("medusa-issued-since", "2027-01-01T00:00:00Z"));

        assertThat(settings.accepts(signedByMedusa(NEW_YEAR_2027 - 1))).isFalse();
        assertThat(settings.accepts(signedByMedusa(NEW_YEAR_2027))).isTrue();
        assertThat(settings.accepts(token(0, 0))).isTrue();
    }

    private static AccessToken signedByMedusa(long issuedAt) {
        return token(null, issuedAt);
    }

    private static AccessToken token(@Nullable Integer epoch, long issuedAt) {
        return new AccessToken(new Actor(Realm.STORE, "cus_1"), epoch, null, issuedAt, issuedAt + 60, "key", Set.of());
    }

    private static TokenSettings settings(Map<String, String> values) {
        var source = new MapConfigurationPropertySource();
        source.put("storelatch.token.secrets", ServerTest.JWT_SECRET);
        values.forEach((name, value) -> source.put("storelatch.token." + name, value));
        return new Binder(source).bind("storelatch.token", TokenSettings.class).get();
    }
}
