package dev.storelatch.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.support.AdminApi;
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

/** A dashboard's page on an origin of its own, in a real browser in which a customer of the shop may be logged in too. */
@ServerTest
@Tag("browser")
class AdminBrowserTest {

    private static final ShopPage SHOP = new ShopPage();
    private static final ShopPage DASHBOARD = new ShopPage();
    private static final ShopPage FOREIGN = new ShopPage();

    @Autowired
    Api api;

    @Autowired
    AdminApi admins;

    @TempDir
    Path profile;

    @SuppressWarnings("NullAway.Init") // before each test, unless it is skipped
    private ChromeDriver browser;

    @SuppressWarnings("NullAway.Init") // before each test, unless it is skipped
    private PageRequests page;

    @DynamicPropertySource
    static void aShopAndADashboardWithoutTls(DynamicPropertyRegistry settings) {
        settings.add("storelatch.cors.store", SHOP::origin);
        settings.add("storelatch.cors.admin", DASHBOARD::origin);
        settings.add("storelatch.session.cookie.secure", () -> false);
        settings.add("storelatch.session.cookie.same-site", () -> "lax");
    }

    @BeforeEach
    void startTheBrowser() {
        browser = Chromium.start(profile);
        page = new PageRequests(browser, "http://localhost:" + api.port());
    }

    @AfterEach
    void endTheBrowser() {
        if (browser != null) {
            browser.quit();
        }
    }

    @AfterAll
    static void closeThePages() {
        SHOP.close();
        DASHBOARD.close();
        FOREIGN.close();
    }

    @Test
    void theDashboardLogsInReadsStaysLoggedInAndLogsOut() {
        Customer customer = api.register();
        AdminApi.User user = admins.add();
        browser.get(DASHBOARD.origin());

        assertThat(page.fetch("GET", "/admin/auth")).isEqualTo("401");
        assertThat(page.logIn("/admin/auth", user.email(), "not it")).isEqualTo("401");
        assertThat(logIn(user)).startsWith("200").contains(user.id());
        assertThat(customers(customer)).startsWith("200").contains(customer.id());
        browser.navigate().refresh();
        assertThat(page.fetch("POST", "/admin/customers/" + customer.id(), "{\"first_name\":\"Grace\"}"))
                .startsWith("200")
                .contains("Grace");
        assertThat(page.fetch("GET", "/admin/products")).startsWith("404");
        assertThat(browser.executeScript("return document.cookie")).isEqualTo("");

        assertThat(page.fetch("DELETE", "/admin/auth", "{}")).isEqualTo("200");
        assertThat(customers(customer)).isEqualTo("401");
        assertThat(browser.manage().getCookies()).extracting(Cookie::getName).containsExactly("storelatch.device");
    }

    @Test
    void anotherOriginReadsNothingAndChangesNothing() {
        Customer customer = api.register();
        AdminApi.User user = admins.add();
        browser.get(DASHBOARD.origin());
        assertThat(logIn(user)).startsWith("200");

        for (ShopPage other : new ShopPage[] {FOREIGN, SHOP}) {
            browser.get(other.origin());
            assertThat(customers(customer)).isEqualTo("TypeError");
            assertThat(logIn(user)).isEqualTo("TypeError");
            assertThat(page.fetch("DELETE", "/admin/auth")).isEqualTo("TypeError");
            assertThat(page.fetch("POST", "/admin/customers/" + customer.id(), "{\"first_name\":\"Mallory\"}"))
                    .isEqualTo("TypeError");
        }

        browser.get(DASHBOARD.origin());
        assertThat(customers(customer)).startsWith("200").doesNotContain("Mallory");
    }

    @Test
    void aCustomerInTheSameBrowserStaysLoggedIn() {
        Customer customer = api.register();
        AdminApi.User user = admins.add();
        browser.get(SHOP.origin());
        assertThat(page.logIn("/store/auth", customer.email(), customer.password()))
                .startsWith("200");

        browser.get(DASHBOARD.origin());
        assertThat(logIn(user)).startsWith("200");
        browser.get(SHOP.origin());
        assertThat(page.fetch("GET", "/store/customers/me")).startsWith("200").contains(customer.id());

        browser.get(DASHBOARD.origin());
        assertThat(page.fetch("DELETE", "/admin/auth")).isEqualTo("200");
        assertThat(page.fetch("GET", "/admin/auth")).isEqualTo("401");
        browser.get(SHOP.origin());
        assertThat(page.fetch("GET", "/store/customers/me")).startsWith("200").contains(customer.id());
    }

    private String logIn(AdminApi.User user) {
        return page.logIn("/admin/auth", user.email(), user.password());
    }

    private String customers(Customer customer) {
        return page.fetch("GET", "/admin/customers?q=" + customer.email());
    }
}
