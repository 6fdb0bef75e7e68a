package dev.storelatch.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.ServerTest;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.chrome.ChromeDriver;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A storefront's page on another origin, in a real browser, with the requests of Medusa's documentation. */
@ServerTest
@Tag("browser")
class BrowserTest {

    private static final ShopPage SHOP = new ShopPage();
    private static final ShopPage FOREIGN = new ShopPage();

    @Autowired
    Api api;

    @TempDir
    Path profile;

    @SuppressWarnings("NullAway.Init") // before each test, unless it is skipped
    private ChromeDriver browser;

    @DynamicPropertySource
    static void aShopWithoutTls(DynamicPropertyRegistry settings) {
        settings.add("storelatch.cors.store", SHOP::origin);
        settings.add("storelatch.session.cookie.secure", () -> false);
        settings.add("storelatch.session.cookie.same-site", () -> "lax");
    }

    @BeforeEach
    void startTheBrowser() {
        browser = Chromium.start(profile);
    }

    @AfterEach
    void endTheBrowser() {
        if (browser != null) {
            browser.quit();
        }
    }

    @AfterAll
    static void closeTheShops() {
        SHOP.close();
        FOREIGN.close();
    }

    @Test
    void aPageOnAnAllowedOriginLogsInStaysLoggedInAndLogsOut() {
        Customer customer = api.register();
        browser.get(SHOP.origin());

        assertThat(fetch("GET", "/store/customers/me")).isEqualTo("401");
        assertThat(logIn(customer)).startsWith("200").contains(customer.id());
        assertThat(fetch("GET", "/store/customers/me")).startsWith("200").contains(customer.email());
        browser.navigate().refresh();
        assertThat(fetch("GET", "/store/customers/me")).startsWith("200").contains(customer.email());
        assertThat(browser.executeScript("return document.cookie")).isEqualTo("");

        assertThat(fetch("DELETE", "/store/auth")).isEqualTo("200");
        assertThat(fetch("GET", "/store/customers/me")).isEqualTo("401");
        assertThat(browser.manage().getCookies()).extracting(Cookie::getName).containsExactly("storelatch.device");
    }

    @Test
    void aPageOnAForeignOriginReadsNothingAndChangesNothing() {
        Customer customer = api.register();
        browser.get(SHOP.origin());
        assertThat(logIn(customer)).startsWith("200");

        browser.get(FOREIGN.origin());
        assertThat(fetch("GET", "/store/customers/me")).isEqualTo("TypeError");
        assertThat(logIn(customer)).isEqualTo("TypeError");
        assertThat(browser.executeAsyncScript("""
                        const done = arguments[arguments.length - 1];
                        fetch(arguments[0] + "/store/customers/me", {
                            method: "POST", mode: "no-cors", credentials: "include", body: "{}"
                        }).then(answer => done(answer.type), error => done(error.name));
                        """, base())).isEqualTo("opaque");
        assertThat(fetch("DELETE", "/store/auth")).isEqualTo("TypeError");

        browser.get(SHOP.origin());
        assertThat(fetch("GET", "/store/customers/me")).startsWith("200");
    }

    private String logIn(Customer customer) {
        return new PageRequests(browser, base()).logIn("/store/auth", customer.email(), customer.password());
    }

    private String fetch(String method, String path) {
        return new PageRequests(browser, base()).fetch(method, path);
    }

    private String base() {
        return "http://localhost:" + api.port();
    }
}
