package dev.storelatch.clients;

import static org.openqa.selenium.support.ui.ExpectedConditions.textToBe;

import dev.storelatch.browser.Chromium;
import dev.storelatch.browser.ShopPage;
import dev.storelatch.local.DemoShopConfiguration;
import dev.storelatch.support.Api;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.springframework.beans.factory.annotation.Autowired;

/** A storefront built with Medusa React 9 ({@code shop.jsx}) on another origin, in a real browser. */
@ClientTest
@Tag("browser")
class MedusaReactTest {

    private static final By WHO = By.id("who");
    private static final By ORDERS = By.id("orders");

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
        try (ShopPage shop = new ShopPage(NodeClients.install().bundledShop())) {
            browser.get(shop.origin() + "?server=http://localhost:" + api.port());
            shows(WHO, "nobody");
            shows(ORDERS, "");

            browser.findElement(By.name("email")).sendKeys(DemoShopConfiguration.EMAIL);
            browser.findElement(By.name("password")).sendKeys(DemoShopConfiguration.PASSWORD);
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

    private void shows(By element, String text) {
        new WebDriverWait(browser, Duration.ofSeconds(20)).until(textToBe(element, text));
    }
}
