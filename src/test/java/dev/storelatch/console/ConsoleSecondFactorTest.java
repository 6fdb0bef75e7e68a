package dev.storelatch.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.browser.PageCheck;
import dev.storelatch.support.AdminApi;
import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.Authenticators;
import dev.storelatch.support.Authenticators.App;
import dev.storelatch.support.ServerTest;
import dev.storelatch.support.TestClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** Second factors in the console, where users must have one: at the log-in, of the own account and of customers. */
@ServerTest
@TestPropertySource(
        properties = {
            "storelatch.console.enabled=true",
            "storelatch.factor.admin=required",
            "storelatch.session.cookie.secure=false",
            "storelatch.session.cookie.same-site=lax"
        })
@Tag("browser")
class ConsoleSecondFactorTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Integer[] REFUSALS = {400, 401, 403};

    @Autowired
    Api api;

    @Autowired
    AdminApi admins;

    @Autowired
    Authenticators authenticators;

    @Autowired
    TestClock clock;

    @TempDir
    Path profile;

    @SuppressWarnings("NullAway.Init") // before each test, unless it is skipped
    private PageCheck page;

    @SuppressWarnings("NullAway.Init")
    private ChromeDriver browser;

    @BeforeEach
    void startTheBrowser() {
        page = PageCheck.start(profile, "http://localhost:" + api.port());
        browser = page.browser();
    }

    @AfterEach
    void endTheBrowser() {
        if (browser != null) {
            browser.quit();
        }
    }

    @Test
    void aUserSetsUpTheRequiredFactorAndProvesItAtTheNextLogIn() {
        AdminApi.User user = admins.add("member");
        String secret = setUp(user);
        press("Log out");
        await("You are logged out.");

        enterPassword(user);
        await("Of your authenticator app, or one of your recovery codes.");
        page.check("console-second-step", REFUSALS);
        enter("code", "12345");
        press("Log in");
        await("This code is wrong or was used already.");
        enter("code", authenticators.code(secret));
        press("Log in");
        await("order number");

        page.open("/console#/security");
        await("Authenticator app");
        page.check("console-security", REFUSALS);
        press("Remove …");
        pressInDialog("Remove the factor");
        await("The last second factor cannot be removed, since one is required");

        clock.advance(Duration.ofMinutes(20));
        press("Make new codes …");
        pressInDialog("Make new codes");
        await("Enter the code that your authenticator app shows, or a recovery code.");
        enter("dialog-code", "000 000");
        pressInDialog("Confirm");
        await("This code is wrong or was used already. Enter another one.");
        page.check("console-step-up", REFUSALS);
        enter("dialog-code", authenticators.code(secret));
        pressInDialog("Confirm");
        await("You have new recovery codes.");
        assertThat(browser.findElements(By.cssSelector(".console-codes li"))).hasSize(10);
        press("I have kept the codes");
        await("10 unused recovery codes.");
    }

    @Test
    void aSecondStepThatTookTooLongLeadsBackToTheFirst() {
        AdminApi.User user = admins.add();
        String secret = setUp(user);
        press("Log out");
        await("You are logged out.");
        enterPassword(user);
        await("Of your authenticator app, or one of your recovery codes.");
        clock.advance(Duration.ofMinutes(6));
        enter("code", authenticators.code(secret));
        press("Log in");
        await("The log-in has taken too long. Log in again.");
        assertThat(browser.findElements(By.id("password"))).hasSize(1);
    }

    @Test
    void factorsOfACustomerAreShownAndRemovedAfterAQuestion() {
        Customer customer = api.register();
        App app = authenticators.add(customer);
        api.login(customer);
        setUp(admins.add());
        clock.advance(Duration.ofMinutes(6));
        page.open("/console#/customers/" + customer.id());
        await("10 unused recovery codes.");
        await("and no log-in with a second factor followed.");
        page.check("console-customer-factors", REFUSALS);

        pressIn("section-factors", "Remove …");
        pressInDialog("Cancel");
        assertThat(api.login(customer).statusCode()).isEqualTo(403);
        pressIn("section-report", "Remove all second factors …");
        await("Make sure that it is really the owner who has asked for it.");
        pressInDialog("Remove all second factors");
        await("All second factors of " + customer.email() + " were removed.");
        await("There is none: the password alone is enough to log in.");
        assertThat(api.login(customer).statusCode()).isEqualTo(200);

        authenticators.add(customer);
        browser.navigate().refresh();
        pressIn("section-factors", "Remove …");
        pressInDialog("Remove the factor");
        await("The second factor Authenticator app of " + customer.email() + " was removed.");
        assertThat(app.recoveryCodes()).hasSize(10);
        page.checkLogs("console-customer-factors", Set.of(REFUSALS));
    }

    /** Logs in and sets up an app, and returns its secret. Its next code is one of the next time step. */
    private String setUp(AdminApi.User user) {
        enterPassword(user);
        await("Set up an authenticator app");
        page.check("console-setup", REFUSALS);
        String secret =
                browser.findElement(By.cssSelector("form code")).getText().replace(" ", "");
        enter("app-code", "12");
        press("Turn on");
        await("code must be six digits");
        enter("app-code", authenticators.code(secret));
        press("Turn on");
        await("Recovery codes");
        page.check("console-recovery-codes", REFUSALS);
        assertThat(api.json(Map.of("email", user.email(), "password", user.password()))
                        .post("/admin/auth")
                        .statusCode())
                .isEqualTo(403);
        press("I have kept the codes");
        await("order number");
        clock.advance(Duration.ofSeconds(30));
        return secret;
    }

    private void enterPassword(AdminApi.User user) {
        page.open("/console");
        await("Forgotten your password?");
        enter("email", user.email());
        enter("password", user.password());
        press("Log in");
    }

    private void enter(String id, String text) {
        WebElement field = new WebDriverWait(browser, LONG).until(driver -> driver.findElement(By.id(id)));
        field.clear();
        field.sendKeys(text);
    }

    private void press(String button) {
        press(By.xpath("//main//button[normalize-space()=\"%s\"]|//header//button[normalize-space()=\"%s\"]"
                .formatted(button, button)));
    }

    private void pressIn(String section, String button) {
        press(By.xpath(
                "//section[@aria-labelledby='%s']//button[normalize-space()=\"%s\"]".formatted(section, button)));
    }

    private void pressInDialog(String button) {
        press(By.xpath("//dialog[@open]//button[normalize-space()=\"%s\"]".formatted(button)));
    }

    private void press(By button) {
        new WebDriverWait(browser, LONG)
                .ignoring(StaleElementReferenceException.class)
                .until(driver -> {
                    List<WebElement> found = driver.findElements(button);
                    if (found.isEmpty() || !found.get(0).isEnabled()) {
                        return false;
                    }
                    found.get(0).click();
                    return true;
                });
    }

    private void await(String text) {
        new WebDriverWait(browser, LONG)
                .withMessage(() -> "no \"%s\" in: %s".formatted(text, text()))
                .until(driver -> text().contains(text));
    }

    private String text() {
        return String.valueOf(browser.executeScript("return document.body.innerText"));
    }
}
