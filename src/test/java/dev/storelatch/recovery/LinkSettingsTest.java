package dev.storelatch.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.storelatch.core.StartupException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class LinkSettingsTest {

    @Test
    void theNamesAndDefaultsAreTheDocumentedOnes() {
        assertThat(bind(Map.of())).isEqualTo(new LinkSettings(null, null, false));
        assertThat(bind(Map.of(
                        "storelatch.links.password-reset", "https://a.example/#{token}",
                        "storelatch.links.order-claim", "https://b.example/#{token}",
                        "storelatch.links.token-in-events", "true")))
                .isEqualTo(new LinkSettings("https://a.example/#{token}", "https://b.example/#{token}", true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://shop.example.com/reset#token={token}&email={email}",
                "https://shop.example.com:8443/reset?token={token}",
                "https://shop.example.com/reset/{token}",
                "https://shop.example.com?{token}",
                "http://localhost:8000/reset#{token}",
                "http://127.0.0.1/{token}",
                "http://[::1]:8000/{token}"
            })
    void aPageOfTheShopIsAccepted(String page) {
        assertThat(new LinkSettings(page, null, false).passwordReset("T", "E"))
                .contains(page.replace("{token}", "T").replace("{email}", "E"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://shop.example.com/reset",
                "http://shop.example.com/{token}",
                "http://localhost.example.com/{token}",
                "http://localhost@example.com/{token}",
                "https://shop.example.com@evil.example/{token}",
                "https://{token}.example.com/",
                "https://{token}",
                "//shop.example.com/{token}",
                "/reset?{token}",
                "javascript:alert('{token}')",
                "https://shop.example.com/{token}/{id}",
                "https://shop.example.com/a b/{token}",
                "nonsense {token}"
            })
    void aPageThatCouldLeakATokenIsRefused(String page) {
        assertThatThrownBy(() -> new LinkSettings(page, null, false))
                .isInstanceOf(StartupException.class)
                .hasMessageStartingWith("storelatch.links.password-reset is not");
        assertThatThrownBy(() -> new LinkSettings(null, page, false))
                .isInstanceOf(StartupException.class)
                .hasMessageStartingWith("storelatch.links.order-claim is not");
    }

    @ParameterizedTest
    @NullAndEmptySource
    void withoutAPageThereIsNoLink(String page) {
        LinkSettings settings = new LinkSettings(page, page, false);

        assertThat(settings.passwordReset("T", "E")).isEmpty();
        assertThat(settings.orderClaim("T")).isEmpty();
    }

    @Test
    void anAddressCannotBreakOutOfTheLink() {
        assertThat(new LinkSettings("https://a.example/#{token}&{email}", null, false)
                        .passwordReset("T", "a+b&c=d#{token}@é.example"))
                .contains("https://a.example/#T&a%2Bb%26c%3Dd%23%7Btoken%7D%40%C3%A9.example");
    }

    private static LinkSettings bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("storelatch.links", LinkSettings.class);
    }
}
