package dev.storelatch.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.not;

import dev.storelatch.browser.PageCheck;
import dev.storelatch.browser.PageForms;
import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.Authenticators;
import dev.storelatch.support.Authenticators.App;
import dev.storelatch.support.OpenIdProvider;
import dev.storelatch.support.ProviderBrowser;
import dev.storelatch.support.ServerTest;
import dev.storelatch.support.TestClock;
import io.restassured.response.Response;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/**
 * Log-ins at an OpenID provider on the account pages, in a real browser, and the links of an account. No setting lists the origin
 * of the pages.
 */
@ServerTest
@Tag("browser")
@TestPropertySource(
        properties = {
            "storelatch.pages.account=true",
            "storelatch.pages.url=http://localhost",
            "storelatch.federation.store.providers.idp.display-name=Linen Club",
            "storelatch.federation.store.providers.idp.client-id=" + OpenIdProvider.CLIENT_ID,
            "storelatch.federation.store.providers.idp.client-secret=" + OpenIdProvider.CLIENT_SECRET,
            "storelatch.session.cookie.secure=false",
            "storelatch.session.cookie.same-site=lax"
        })
class ProviderPagesTest {

    /** Is never stopped, as the server under test is not. */
    private static final OpenIdProvider PROVIDER = new OpenIdProvider("/realms/pages");

    private static final String LOGIN = "/account/login?lang=en";
    private static final String RETURN = "/account/login/provider/idp";
    private static final String IDENTITIES = "section[aria-labelledby=identities] ";

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

    @DynamicPropertySource
    static void provider(DynamicPropertyRegistry settings) {
        settings.add("storelatch.federation.store.providers.idp.issuer", PROVIDER::issuer);
    }

    /** The origin must be known when the server starts, before its port is. */
    @BeforeEach
    void startTheBrowser() {
        PROVIDER.clock(clock);
        forms = new PageForms(PageCheck.start(
                profile, "http://localhost", "--host-resolver-rules=MAP localhost:80 127.0.0.1:" + api.port()));
    }

    @AfterEach
    void endTheBrowser() {
        if (forms != null) {
            forms.page().browser().quit();
        }
    }

    @Test
    void aNewCustomerLogsInWithoutScriptsAndCannotUnlinkTheOnlyWayToLogIn() {
        String email = Api.newEmail();
        PROVIDER.person(person(email), Map.of());
        forms.disableScripts();
        logInAtProvider("/account");
        forms.page().browser().executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", false));

        forms.page().open("/account/security");
        assertThat(forms.text(IDENTITIES + "li h3")).isEqualTo("Linen Club");
        assertThat(forms.text(IDENTITIES + "li p")).contains(email);
        press("Unlink …");
        confirm("Cancel");
        press("Unlink …");
        confirm("Unlink the account");
        assertThat(forms.text(IDENTITIES + ".error-message")).contains("The last way to log in cannot be removed.");
        forms.page().check("account-identities", 400);
    }

    @Test
    void aCustomerLinksAnAccountWithThePasswordAndUnlinksIt() {
        Customer customer = api.register();
        PROVIDER.person(person(customer.email()), Map.of());
        logInAtProvider(RETURN + "?error=account_exists");
        assertThat(forms.text("[role=alert]"))
                .startsWith("An account with your e-mail address exists, but is not linked.");
        forms.page().check("login-provider-error");
        forms.fill("email", customer.email());
        forms.fill("password", customer.password());
        forms.submit("form");

        forms.page().open("/account/security");
        press("Link Linen Club");
        assertThat(forms.text("#identity-current_password-error:not(:empty)"))
                .isEqualTo("Enter the password, and try again.");
        forms.fill("identity-current_password", "not it");
        press("Link Linen Club");
        forms.wait(ExpectedConditions.textToBe(By.id("identity-current_password-error"), "This password is wrong."));
        forms.page().check("account-identities-password", 400, 401);
        forms.fill("identity-current_password", customer.password());
        press("Link Linen Club");
        assertThat(forms.text(IDENTITIES + "li h3")).isEqualTo("Linen Club");
        forms.submit("nav form");
        logInAtProvider("/account");

        forms.page().open("/account/security");
        press("Unlink …");
        confirm("Unlink the account");
        forms.fill("identity-current_password", customer.password());
        press("Unlink …");
        confirm("Unlink the account");
        assertThat(forms.text(IDENTITIES + ".success-message")).isEqualTo("The account was unlinked.");
        forms.submit("nav form");
        logInAtProvider(RETURN + "?error=account_exists");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSecondFactorIsAskedForWithAndWithoutScripts(boolean scripts) {
        Customer customer = linked();
        App app = authenticators.add(customer);
        if (!scripts) {
            forms.disableScripts();
        }
        forms.page().open(LOGIN);
        forms.waitFor("#providers a").sendKeys(Keys.ENTER);
        forms.wait(ExpectedConditions.textToBe(By.tagName("h1"), "Confirm that it is you"));
        forms.fill("code", authenticators.wrongCode(app));
        forms.submit("form");
        assertThat(forms.text("#code-error")).isEqualTo("This code is wrong or was used already.");
        forms.fill("code", app.recoveryCodes().get(0));
        forms.submit("form");
        forms.wait(ExpectedConditions.urlToBe("http://localhost/account"));
    }

    @Test
    void linksChangeOnlyAfterARecentSecondFactorIfThereIsOne() {
        Customer customer = linked();
        App app = authenticators.add(customer);
        forms.page().open(LOGIN);
        forms.fill("email", customer.email());
        forms.fill("password", customer.password());
        forms.submit("form");
        forms.fill("code", app.recoveryCodes().get(0));
        forms.submit("form");
        clock.advance(Duration.ofMinutes(20));

        forms.page().open("/account/security");
        press("Unlink …");
        confirm("Unlink the account");
        forms.fill("dialog-code", app.recoveryCodes().get(1));
        confirm("Confirm");
        assertThat(forms.text(IDENTITIES + ".success-message")).isEqualTo("The account was unlinked.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:9999/account",
                "https://localhost/account",
                "http://localhost.example.com/account",
                "http://localhost@example.com/",
                "//example.com/",
                "/account"
            })
    void onlyTheOriginOfThePagesIsAddedToThoseOfTheSettings(String page) {
        ProviderBrowser browser = new ProviderBrowser(api, "/store/auth/idp");

        browser.begin(Map.of("redirectTo", page)).then().statusCode(400);
        browser.begin(Map.of("redirectTo", "http://localhost/account")).then().statusCode(302);
    }

    @Test
    void returnWithAnythingElseIsRefusedOrLeadsBack() {
        returned("?error=provider_error")
                .then()
                .statusCode(200)
                .body(containsString("The log-in at the provider has failed."));
        returned("?error=%3Cscript%3E")
                .then()
                .statusCode(200)
                .body(containsString("The log-in at the provider has failed."), not(containsString("<script>")));
        returned("?error=access_denied&lang=de")
                .then()
                .body(containsString("Sie haben beim Anbieter nicht zugestimmt."));
        returned("?code=nonsense").then().statusCode(401).body(containsString("The log-in has taken too long."));
        returned("?code=%00").then().statusCode(400).body(containsString("role=\"alert\""));
        returned("?code=a&code=b").then().statusCode(401);
        for (String path : List.of("", "?code=", "?error=", "?x=1")) {
            returned(path).then().statusCode(303).header("Location", endsWith("/account"));
        }
        api.request()
                .redirects()
                .follow(false)
                .get("/account/login/provider/other?code=x")
                .then()
                .statusCode(303)
                .header("Location", endsWith("/account"));
    }

    /** A stranger can send somebody a link with a code of their own (log-in CSRF). */
    @Test
    void aCodeOfAnotherBrowserLogsNobodyIn() {
        Customer customer = linked();
        authenticators.add(customer);
        ProviderBrowser attacker = new ProviderBrowser(api, "/store/auth/idp");
        String location = attacker.logIn(PROVIDER, Map.of("redirectTo", "http://localhost" + RETURN))
                .header("Location");

        forms.page().open(location.substring("http://localhost".length()));
        assertThat(forms.text("[role=alert]")).isEqualTo("The log-in has taken too long. Log in again.");
        attacker.request()
                .get(location.substring("http://localhost".length()))
                .then()
                .statusCode(401)
                .body(not(containsString("challenge")));
    }

    @Test
    void theSecurityPageTellsWhyALinkFailed() {
        Customer first = linked();
        Customer other = api.register();
        assertThat(first.id()).isNotEqualTo(other.id());
        ProviderBrowser browser = new ProviderBrowser(api, "/store/auth/idp");
        browser.setCookie("connect.sid", other.cookie());
        assertThat(link(browser, other)).isEqualTo("http://localhost/account/security?error=already_linked");
        browser.request()
                .get("/account/security?error=already_linked")
                .then()
                .statusCode(200)
                .body(containsString("This account at the provider is linked to another account here."));
        browser.request().get("/account/security").then().statusCode(200).body(not(containsString("role=\"alert\"")));
    }

    private Response returned(String query) {
        return api.request().redirects().follow(false).urlEncodingEnabled(false).get(RETURN + query);
    }

    /** Returns a customer to whose account the provider's person is linked. */
    private Customer linked() {
        Customer customer = api.register();
        PROVIDER.person(person(Api.newEmail()), Map.of());
        ProviderBrowser browser = new ProviderBrowser(api, "/store/auth/idp");
        browser.setCookie("connect.sid", customer.cookie());
        assertThat(link(browser, customer)).isEqualTo("http://localhost/account/security");
        return customer;
    }

    /** Returns the address to which the browser returns. */
    private static String link(ProviderBrowser browser, Customer customer) {
        String location = browser.keepCookies(browser.request()
                        .contentType("application/json")
                        .body(Map.of(
                                "provider", "idp",
                                "redirect_to", "http://localhost/account/security",
                                "current_password", customer.password()))
                        .post("/store/customers/me/identities"))
                .path("location");
        return browser.answer(PROVIDER.logIn(location)).header("Location");
    }

    /** The requests to the provider are not checked, since its address is another one. */
    private void logInAtProvider(String expected) {
        forms.page().open(LOGIN);
        assertThat(forms.text("#providers a")).isEqualTo("Log in with Linen Club");
        forms.waitFor("#providers a").sendKeys(Keys.ENTER);
        forms.wait(ExpectedConditions.urlToBe("http://localhost" + expected));
        forms.page().browser().manage().logs().get(LogType.PERFORMANCE);
    }

    private void press(String button) {
        forms.wait(ExpectedConditions.elementToBeClickable(By.xpath(
                        "//section[@aria-labelledby='identities']//button[normalize-space()='%s']".formatted(button))))
                .sendKeys(Keys.ENTER);
    }

    private void confirm(String button) {
        forms.wait(ExpectedConditions.elementToBeClickable(
                        By.xpath("//dialog//button[normalize-space()='%s']".formatted(button))))
                .sendKeys(Keys.ENTER);
    }

    private static Map<String, Object> person(String email) {
        return Map.of("sub", "sub-" + UUID.randomUUID(), "email", email, "email_verified", true);
    }
}
