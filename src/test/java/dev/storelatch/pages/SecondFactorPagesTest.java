package dev.storelatch.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.browser.PageCheck;
import dev.storelatch.browser.PageForms;
import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.Authenticators;
import dev.storelatch.support.Authenticators.App;
import dev.storelatch.support.ServerTest;
import dev.storelatch.support.TestClock;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** Second factors on the account pages, in a real browser: set-up, log-in in two steps, and requests that need a recent proof. */
@ServerTest
@Tag("browser")
@TestPropertySource(
        properties = {
            "storelatch.pages.account=true",
            "storelatch.session.cookie.secure=false",
            "storelatch.session.cookie.same-site=lax"
        })
class SecondFactorPagesTest {

    private static final String FACTORS = "section[aria-labelledby=factors] ";

    @TempDir
    Path profile;

    @Autowired
    Api api;

    @Autowired
    Authenticators authenticators;

    @Autowired
    TestClock clock;

    @SuppressWarnings("NullAway.Init") // before each test, unless it is skipped
    private PageForms forms;

    @BeforeEach
    void startTheBrowser() {
        forms = new PageForms(PageCheck.start(profile, "http://localhost:" + api.port()));
    }

    @AfterEach
    void endTheBrowser() {
        if (forms != null) {
            forms.page().browser().quit();
        }
    }

    @Test
    void aCustomerSetsUpAnAppLogsInWithItAndRemovesIt() {
        Customer customer = api.register();
        enterPassword(customer);
        assertThat(path()).isEqualTo("/account");
        open("/account/security");
        forms.fill("totp-current_password", "not it");
        forms.submit(FACTORS + "form");
        assertThat(forms.text("#totp-current_password-error:not(:empty)")).isEqualTo("This password is wrong.");
        forms.fill("totp-current_password", customer.password());
        forms.submit(FACTORS + "form");
        forms.waitFor("img.qr");
        forms.page().check("account-factor-setup", 401);
        String secret = forms.text(FACTORS + "code").replace(" ", "");
        forms.fill("totp-code", "12");
        forms.submit(FACTORS + "form");
        assertThat(forms.text("#totp-code-error:not(:empty)"))
                .isEqualTo("This code is wrong. Check the time of the device.");
        forms.fill("totp-code", authenticators.code(secret));
        forms.submit(FACTORS + "form");
        forms.waitFor("ul.codes");
        assertThat(forms.page().browser().findElements(By.cssSelector("ul.codes li")))
                .hasSize(10);
        forms.page().check("account-recovery-codes", 400);
        press("I have kept the codes");
        forms.wait(ExpectedConditions.textToBe(By.cssSelector(FACTORS + "li h3"), "Authenticator app"));
        forms.page().check("account-factors");

        forms.submit("nav form");
        clock.advance(Duration.ofSeconds(30));
        enterPassword(customer);
        assertThat(forms.text("h1")).isEqualTo("Confirm that it is you");
        assertThat(api.cookie("none").get("/store/auth").statusCode()).isEqualTo(401);
        forms.page().check("login-second-step");
        forms.fill("code", "12345");
        forms.submit("form");
        assertThat(forms.text("#code-error")).isEqualTo("This code is wrong or was used already.");
        forms.fill("code", authenticators.code(secret));
        forms.submit("form");
        assertThat(path()).isEqualTo("/account");

        open("/account/security");
        clock.advance(Duration.ofMinutes(20));
        press("Remove …");
        confirm("Remove the factor");
        forms.fill("dialog-code", "123456");
        confirm("Confirm");
        assertThat(forms.text("#dialog-code-error:not(:empty)")).isEqualTo("This code is wrong or was used already.");
        forms.fill("dialog-code", authenticators.code(secret));
        confirm("Confirm");
        assertThat(forms.text(FACTORS + ".success-message")).isEqualTo("The factor was removed.");
        assertThat(api.login(customer).statusCode()).isEqualTo(200);
        forms.page().checkLogs("removal", Set.of(403));
    }

    @Test
    void newRecoveryCodesAreShownOnceAndCancelledQuestionsChangeNothing() {
        Customer customer = api.register();
        App app = authenticators.add(customer);
        enterPassword(customer);
        forms.fill("code", authenticators.code(app));
        forms.submit("form");
        open("/account/security?lang=en");
        press("Make new codes …");
        confirm("Cancel");
        press("Make new codes …");
        confirm("Make new codes");
        String code = forms.text("ul.codes li");
        forms.page().browser().navigate().refresh();
        forms.waitFor(FACTORS + "h3");
        assertThat(forms.page().browser().findElements(By.cssSelector("ul.codes")))
                .isEmpty();
        assertThat(app.recoveryCodes()).doesNotContain(code);
        String challenge = authenticators.challenge(customer);
        assertThat(api.json(Map.of("challenge", challenge, "recovery_code", code))
                        .post("/store/auth")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void theSecondStepWorksWithoutScriptsAndWithARecoveryCode() {
        Customer customer = api.register();
        App app = authenticators.add(customer);
        forms.disableScripts();
        enterPassword(customer);
        assertThat(path()).isEqualTo("/account/login");
        forms.submit("form");
        assertThat(forms.text("#code-error")).isEqualTo("Enter a code of six digits, or a recovery code.");
        forms.fill("code", authenticators.wrongCode(app));
        forms.submit("form");
        assertThat(forms.text("#code-error")).isEqualTo("This code is wrong or was used already.");
        assertThat(forms.waitFor("#code").getDomProperty("value")).isEmpty();
        forms.fill("code", app.recoveryCodes().get(0).toUpperCase(Locale.ROOT));
        forms.submit("form");
        assertThat(path()).isEqualTo("/account");
    }

    @Test
    void aSecondStepThatTookTooLongLeadsBackToTheFirst() {
        Customer customer = api.register();
        App app = authenticators.add(customer);
        forms.disableScripts();
        enterPassword(customer);
        clock.advance(Duration.ofMinutes(6));
        forms.fill("code", authenticators.code(app));
        forms.submit("form");
        assertThat(forms.text("[role=alert]")).isEqualTo("The log-in has taken too long. Log in again.");
        forms.waitFor("#password");
    }

    private void enterPassword(Customer customer) {
        open("/account/login?lang=en");
        forms.fill("email", customer.email());
        forms.fill("password", customer.password());
        forms.submit("form");
        forms.waitFor("h1");
    }

    private void press(String button) {
        WebElement element = forms.waitFor(FACTORS);
        forms.wait(browser -> element.findElements(By.tagName("button")).stream()
                        .filter(candidate -> candidate.getText().equals(button))
                        .findFirst()
                        .orElse(null))
                .sendKeys(Keys.ENTER);
    }

    private void confirm(String button) {
        forms.wait(ExpectedConditions.elementToBeClickable(
                        By.xpath("//dialog//button[normalize-space()='%s']".formatted(button))))
                .sendKeys(Keys.ENTER);
    }

    private String path() {
        return URI.create(String.valueOf(forms.page().browser().getCurrentUrl()))
                .getPath();
    }

    private void open(String path) {
        forms.page().open(path);
    }
}
