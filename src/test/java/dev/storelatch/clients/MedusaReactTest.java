package dev.storelatch.clients;

import static org.openqa.selenium.support.ui.ExpectedConditions.presenceOfElementLocated;
import static org.openqa.selenium.support.ui.ExpectedConditions.textToBe;
import static org.openqa.selenium.support.ui.ExpectedConditions.textToBePresentInElementLocated;

import dev.storelatch.browser.Chromium;
import dev.storelatch.browser.ShopPage;
import dev.storelatch.local.DemoShopConfiguration;
import dev.storelatch.support.Api;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * A storefront ({@code shop.jsx}) and a dashboard ({@code admin.jsx}) built with Medusa React 9, on another origin, in a real
 * browser.
 */
@ClientTest
@Tag("browser")
class MedusaReactTest {

    private static final By WHO = By.id("who");
    private static final By ORDERS = By.id("orders");
    private static final By CUSTOMERS = By.id("customers");
    private static final By TEAM = By.id("team");
    private static final String PASSWORD = DemoShopConfiguration.PASSWORD;

    @Autowired
    Api api;

    @TempDir
    Path profile;

    @SuppressWarnings("NullAway.Init") // before each test, unless it is skipped
    private ChromeDriver browser;

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

    @Test
    void theHooksShowWhoLoggedInAndWhatTheyOrdered() {
        try (ShopPage shop = new ShopPage(NodeClients.install().bundled("shop.jsx"))) {
            browser.get(shop.origin() + "?server=http://localhost:" + api.port());
            shows(WHO, "nobody");
            shows(ORDERS, "");

            browser.findElement(By.name("email")).sendKeys(DemoShopConfiguration.EMAIL);
            browser.findElement(By.name("password")).sendKeys(PASSWORD);
            browser.findElement(By.id("log-in")).click();
            shows(WHO, "Uma Serra, user@example.com");
            shows(ORDERS, "2 orders: 52.36 eur, 91.63 eur");

            browser.navigate().refresh();
            shows(WHO, "Uma Serra, user@example.com");

            browser.findElement(By.id("log-out")).click();
            shows(WHO, "nobody");
            shows(ORDERS, "");
        }
    }

    @Test
    void theAdministratorsHooksShowAndChangeCustomersAndTheTeam() {
        try (ShopPage dashboard = new ShopPage(NodeClients.install().bundled("admin.jsx"))) {
            browser.get(dashboard.origin() + "?server=http://localhost:" + api.port());
            shows(WHO, "nobody");
            submit("log-in", Map.of("email", DemoShopConfiguration.ADMIN_EMAIL, "password", "not it"));
            shows(WHO, "nobody, refused");

            submit("log-in", Map.of("email", DemoShopConfiguration.ADMIN_EMAIL, "password", PASSWORD));
            shows(WHO, "admin@example.com, admin");
            submit("save", Map.of("phone", "+34 600 000 000"));
            shows(CUSTOMERS, "1: user@example.com, +34 600 000 000, 2 orders");

            String grace = Api.newEmail();
            submit("invite", Map.of("user", grace));
            contains(TEAM, "invited: " + grace);
            submit("accept", Map.of("email", grace, "password", "correct horse"));
            contains(TEAM, "newest: " + grace);

            browser.findElement(By.id("log-out")).click();
            shows(WHO, "nobody");
            submit("log-in", Map.of("email", grace, "password", "correct horse"));
            shows(WHO, grace + ", member");
            shows(CUSTOMERS, "1: user@example.com, +34 600 000 000, 2 orders");
            shows(TEAM, "none");
        }
    }

    /** Waits for the form that has the button, fills in its fields, and presses the button. */
    private void submit(String button, Map<String, String> fields) {
        WebDriverWait wait = new WebDriverWait(browser, Duration.ofSeconds(20));
        fields.forEach((name, value) -> {
            WebElement field = wait.until(
                    presenceOfElementLocated(By.cssSelector("form:has(#%s) input[name=%s]".formatted(button, name))));
            field.clear();
            field.sendKeys(value);
        });
        browser.findElement(By.id(button)).click();
    }

    private void contains(By element, String text) {
        new WebDriverWait(browser, Duration.ofSeconds(20)).until(textToBePresentInElementLocated(element, text));
    }

    private void shows(By element, String text) {
        new WebDriverWait(browser, Duration.ofSeconds(20)).until(textToBe(element, text));
    }
}
