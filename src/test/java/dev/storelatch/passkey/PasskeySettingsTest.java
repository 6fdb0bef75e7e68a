package dev.storelatch.passkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.storelatch.core.StartupException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The relying party is checked at the start, when a mistake is still easy to find. */
class PasskeySettingsTest {

    @ParameterizedTest
    @CsvSource({
        "example.com, https://example.com",
        "example.com, https://shop.example.com",
        "example.com, https://shop.example.com:8443",
        "shop.example.co.uk, https://shop.example.co.uk",
        "shop.local, https://www.shop.local",
        "localhost, http://localhost:8000",
        "localhost, https://localhost",
        "localhost, http://shop.localhost:3000"
    })
    void aDomainOfTheOriginIsAccepted(String id, String origin) {
        assertThat(settings(id, origin).origins()).containsExactly(origin);
    }

    @Test
    void anOriginIsStoredAsBrowsersSendIt() {
        assertThat(settings("example.com", "https://Shop.Example.com:443/").origins())
                .containsExactly("https://shop.example.com");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "com",
                "co.uk",
                "github.io",
                "local",
                "127.0.0.1",
                "[::1]",
                "::1",
                "https://example.com",
                "example.com:443",
                "Example.com",
                ".example.com",
                "example.com.",
                "-a.example.com",
                "shop example.com"
            })
    void anIdThatNoPasskeyCanBelongToPreventsTheStart(String id) {
        assertThatThrownBy(() -> settings(id, "https://example.com"))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("storelatch.passkey.relying-party-id");
    }

    @ParameterizedTest
    @CsvSource({
        "example.com, http://example.com, no passkeys",
        "example.com, http://localhost:8000, not within",
        "example.com, https://example.org, not within",
        "example.com, https://badexample.com, not within",
        "shop.example.com, https://example.com, not within",
        "localhost, http://127.0.0.1:8000, no passkeys",
        "example.com, *, not an origin",
        "example.com, https://example.com/login, not an origin",
        "example.com, /^https:\\/\\/(.+\\.)example\\.com$/, no expressions"
    })
    void anOriginWithoutPasskeysPreventsTheStart(String id, String origin, String reason) {
        assertThatThrownBy(() -> settings(id, origin))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("storelatch.passkey.origins")
                .hasMessageContaining(reason);
    }

    @Test
    void withoutOriginsTheServerDoesNotStart() {
        assertThatThrownBy(() -> settings("example.com"))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("storelatch.passkey.origins");
    }

    @Test
    void withoutAnIdNothingIsChecked() {
        assertThat(settings(null, "not an origin").relyingPartyId()).isNull();
    }

    @Test
    void theNameIsTheDomainByDefault() {
        assertThat(settings("example.com", "https://example.com").name()).isEqualTo("example.com");
    }

    private static PasskeySettings settings(@Nullable String id, String... origins) {
        return new PasskeySettings(id, null, List.of(origins), Duration.ofMinutes(10), 20);
    }
}
