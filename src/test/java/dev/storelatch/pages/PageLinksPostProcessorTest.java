package dev.storelatch.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.storelatch.core.StartupException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.mock.env.MockEnvironment;

/** Mailed links lead to the hosted pages if the server knows its address, which is never that of a request. */
class PageLinksPostProcessorTest {

    private static final String RESET = "storelatch.links.password-reset";

    @Test
    void linksLeadToTheHostedPages() {
        MockEnvironment settings = process("storelatch.pages.url", "https://auth.example.com/");

        assertThat(settings.getProperty(RESET))
                .isEqualTo("https://auth.example.com/account/reset-password#token={token}&email={email}");
        assertThat(settings.getProperty("storelatch.links.order-claim"))
                .isEqualTo("https://auth.example.com/account/claim-orders#token={token}");
        assertThat(settings.getProperty("storelatch.links.email-confirmation"))
                .isEqualTo("https://auth.example.com/account/confirm-email#token={token}");
        assertThat(settings.getProperty("storelatch.links.email-undo"))
                .isEqualTo("https://auth.example.com/account/undo-email#token={token}");
    }

    @Test
    void aPageOfTheShopTakesPrecedence() {
        String page = "https://shop.example.com/reset#token={token}";

        assertThat(process("storelatch.pages.url", "https://auth.example.com", RESET, page)
                        .getProperty(RESET))
                .isEqualTo(page);
    }

    @Test
    void withoutAnAddressOrWithoutPagesThereAreNoLinks() {
        assertThat(process().getProperty(RESET)).isNull();
        assertThat(process("storelatch.pages.url", "https://auth.example.com", "storelatch.pages.enabled", "false")
                        .getProperty(RESET))
                .isNull();
    }

    @Test
    void linksOfUsersLeadBesideTheConsole() {
        MockEnvironment settings =
                process("storelatch.console.url", "https://auth.example.com/", "storelatch.console.enabled", "true");

        assertThat(settings.getProperty("storelatch.links.admin-password-reset"))
                .isEqualTo("https://auth.example.com/console/reset-password#token={token}&email={email}");
        assertThat(settings.getProperty("storelatch.links.invite"))
                .isEqualTo("https://auth.example.com/console/accept-invite#token={token}&email={email}");
        assertThat(settings.getProperty(RESET)).isNull();
        assertThat(process("storelatch.console.url", "https://auth.example.com").getProperty("storelatch.links.invite"))
                .as("the console is off")
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://auth.example.com",
                "https://auth.example.com/x",
                "https://a@b.example",
                "auth.example.com"
            })
    void anAddressThatCouldLoseATokenIsRefused(String url) {
        assertThatThrownBy(() -> process("storelatch.pages.url", url)).isInstanceOf(StartupException.class);
        assertThatThrownBy(() -> process("storelatch.console.url", url, "storelatch.console.enabled", "true"))
                .isInstanceOf(StartupException.class)
                .hasMessageStartingWith("storelatch.console.url");
    }

    private static MockEnvironment process(String... settings) {
        MockEnvironment environment = new MockEnvironment();
        for (int i = 0; i < settings.length; i += 2) {
            environment.setProperty(settings[i], settings[i + 1]);
        }
        new PageLinksPostProcessor().postProcessEnvironment(environment, new SpringApplication());
        return environment;
    }
}
