package dev.storelatch.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.storelatch.core.StartupException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkPageTest {

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
        assertThat(LinkPage.of("setting", page).map(found -> found.link("T", "E")))
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
        assertThatThrownBy(() -> LinkPage.of("setting", page))
                .isInstanceOf(StartupException.class)
                .hasMessageStartingWith("setting is not");
    }

    @Test
    void anAddressCannotBreakOutOfTheLink() {
        assertThat(LinkPage.of("setting", "https://a.example/#{token}&{email}")
                        .map(page -> page.link("T", "a+b&c=d#{token}@é.example")))
                .contains("https://a.example/#T&a%2Bb%26c%3Dd%23%7Btoken%7D%40%C3%A9.example");
    }
}
