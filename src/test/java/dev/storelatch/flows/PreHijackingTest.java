package dev.storelatch.flows;

import static dev.storelatch.federation.TestProviders.ACCOUNT_PAGE;
import static dev.storelatch.federation.TestProviders.SCRIPTED;
import static dev.storelatch.federation.TestProviders.newSubject;
import static dev.storelatch.federation.TestProviders.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.storelatch.federation.FederationTest;
import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.OpenIdProvider.Answers;
import dev.storelatch.support.ProviderBrowser;
import io.restassured.response.Response;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/**
 * The five attacks of arXiv 2205.10174: somebody prepares an account with the address of a victim, who later logs in at a
 * provider. In none of them does the attacker have the account in the end.
 */
@FederationTest
@TestPropertySource(properties = "storelatch.customer.confirm-email-change=true")
class PreHijackingTest {

    private static final GreenMail SMTP = new GreenMail(ServerSetup.SMTP.dynamicPort());
    private static final MailBox MAILS = new MailBox(SMTP);
    private static final String IDP = "/store/auth/idp";
    private static final String NEW_PASSWORD = "the victim's own password";
    private static final String RESET = "Choose a new password";
    private static final String LINKED = "New way to log in to your account";

    @Autowired
    Api api;

    @Autowired
    JdbcClient jdbc;

    @DynamicPropertySource
    static void mailServer(DynamicPropertyRegistry properties) {
        MAILS.start(properties);
    }

    @AfterAll
    static void stop() {
        SMTP.stop();
    }

    @BeforeEach
    void answerValid() {
        SCRIPTED.clock(Clock.systemUTC());
        SCRIPTED.answer(Answers.VALID);
    }

    /** The attacker knows the password of the account that the victim would share. */
    @Test
    void classicFederatedMerge() {
        Customer attacker = api.register();
        // A log-in with the password does not prove the address.
        api.login(attacker).then().statusCode(200);
        SCRIPTED.person(person(newSubject(), attacker.email()), Map.of());

        assertThat(error()).isEqualTo("account_exists");
        new ProviderBrowser(api, IDP).logIn(SCRIPTED, Map.of()).then().statusCode(422);

        reset(attacker.email());
        ProviderBrowser victim = logIn();
        assertThat(customerOf(victim)).isEqualTo(attacker.id());
        api.login(attacker).then().statusCode(401);
        assertThat(api.cookieStatus(attacker.cookie())).isEqualTo(401);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !MAILS.mails(attacker.email(), LINKED).isEmpty());
    }

    /** The attacker stays logged in while the victim takes the account over. */
    @Test
    void unexpiredSession() {
        Customer attacker = api.register();
        String token = api.token(attacker);
        String refreshToken = api.refreshableLogin(attacker).path("refresh_token");

        reset(attacker.email());
        SCRIPTED.person(person(newSubject(), attacker.email()), Map.of());
        logIn();

        assertThat(api.cookieStatus(attacker.cookie())).isEqualTo(401);
        assertThat(api.tokenStatus(token)).isEqualTo(401);
        api.refresh(refreshToken).then().statusCode(401);
    }

    /** The attacker has linked an account at a provider, by which the account can still be used after a new password. */
    @Test
    void trojanIdentifier() {
        Customer attacker = api.register();
        Map<String, Object> attackersPerson = person(newSubject(), Api.newEmail());
        link(attacker, attackersPerson);
        assertThat(customerOf(logIn())).isEqualTo(attacker.id());

        reset(attacker.email());

        SCRIPTED.person(attackersPerson, Map.of());
        assertThat(customerOf(logIn())).isNotEqualTo(attacker.id());
        String victims = api.login(attacker.withPassword(NEW_PASSWORD)).path("customer.id");
        assertThat(victims).isEqualTo(attacker.id());
    }

    /** The attacker has a link in hand that gives the account another address. */
    @Test
    void unexpiredEmailChange() {
        Customer attacker = api.register();
        String attackersAddress = Api.newEmail();
        api.json(Map.of("email", attackersAddress), attacker.cookie())
                .post("/store/customers/me")
                .then()
                .statusCode(200);
        String token = MAILS.token(attackersAddress, "Confirm your e-mail address");

        reset(attacker.email());
        SCRIPTED.person(person(newSubject(), attacker.email()), Map.of());
        logIn();

        api.json(Map.of("token", token))
                .post("/store/customers/email-confirm")
                .then()
                .statusCode(401);
    }

    /** The attacker has the address of the victim at a provider that does not verify it. */
    @Test
    void nonVerifyingProvider() {
        String email = Api.newEmail();
        Map<String, Object> attackers = Map.of("sub", newSubject(), "email", email, "email_verified", false);
        SCRIPTED.person(attackers, Map.of());
        assertThat(error()).isEqualTo("email_unverified");
        assertThat(jdbc.sql("select count(*) from customer where email = ?")
                        .param(email)
                        .query(Long.class)
                        .single())
                .isZero();

        SCRIPTED.person(person(newSubject(), email), Map.of());
        String victim = customerOf(logIn());

        SCRIPTED.person(attackers, Map.of());
        assertThat(error()).isEqualTo("email_unverified");
        SCRIPTED.person(Map.of("sub", newSubject(), "email", email), Map.of());
        assertThat(error()).isEqualTo("email_unverified");
        assertThat(jdbc.sql("select count(*) from storelatch.federated_identity where account_id = ?")
                        .param(victim)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    /** An address that the attacker's account gets by a confirmed change does not become a link, either. */
    @Test
    void changedAddressLinksNothing() {
        Customer attacker = api.register();
        String victims = Api.newEmail();
        api.json(Map.of("email", victims), attacker.cookie()).post("/store/customers/me");
        api.json(Map.of("token", MAILS.token(victims, "Confirm your e-mail address")))
                .post("/store/customers/email-confirm")
                .then()
                .statusCode(200);

        SCRIPTED.person(person(newSubject(), victims), Map.of());

        assertThat(error()).isEqualTo("account_exists");
    }

    /** Metadata of {@code medusa-plugin-auth} can be written by anybody: the account is given to the owner of the address. */
    @Test
    void accountOfTheMedusaPluginBelongsToTheOwnerOfTheAddress() {
        Customer attacker = api.register();
        api.json(
                        Map.of(
                                "metadata",
                                Map.of("authProvider", "idp.store.medusa-auth-plugin", "useSocialAuth", true)),
                        attacker.cookie())
                .post("/store/customers/me")
                .then()
                .statusCode(200);
        SCRIPTED.person(Map.of("sub", newSubject(), "email", attacker.email()), Map.of());
        assertThat(error()).isEqualTo("email_unverified");
        SCRIPTED.person(person(newSubject(), attacker.email()), Map.of());

        assertThat(customerOf(logIn())).isEqualTo(attacker.id());

        api.login(attacker).then().statusCode(401);
        assertThat(api.cookieStatus(attacker.cookie())).isEqualTo(401);
    }

    @Test
    void anotherProviderOfThePluginIsNotRecognized() {
        Customer customer = api.register();
        api.json(Map.of("metadata", Map.of("authProvider", "google.store.medusa-auth-plugin")), customer.cookie())
                .post("/store/customers/me");
        SCRIPTED.person(person(newSubject(), customer.email()), Map.of());

        assertThat(error()).isEqualTo("account_exists");
    }

    private void link(Customer customer, Map<String, Object> person) {
        SCRIPTED.person(person, Map.of());
        ProviderBrowser browser = new ProviderBrowser(api, IDP);
        browser.setCookie("connect.sid", customer.cookie());
        Response begun = browser.keepCookies(browser.request()
                .contentType("application/json")
                .body(Map.of("provider", "idp", "redirect_to", ACCOUNT_PAGE, "current_password", customer.password()))
                .post("/store/customers/me/identities"));
        browser.answer(SCRIPTED.logIn(begun.then().statusCode(200).extract().path("location")))
                .then()
                .statusCode(302)
                .header("Location", equalTo(ACCOUNT_PAGE));
    }

    /** The owner of the address chooses a new password by a mailed link. */
    private void reset(String email) {
        api.json(Map.of("email", email))
                .post("/store/customers/password-token")
                .then()
                .statusCode(204);
        api.json(Map.of("email", email, "token", MAILS.token(email, RESET), "password", NEW_PASSWORD))
                .post("/store/customers/password-reset")
                .then()
                .statusCode(200);
    }

    private ProviderBrowser logIn() {
        ProviderBrowser browser = new ProviderBrowser(api, IDP);
        browser.logIn(SCRIPTED, Map.of()).then().statusCode(200);
        return browser;
    }

    private @Nullable String error() {
        return ProviderBrowser.parametersOf(
                        new ProviderBrowser(api, IDP).logIn(SCRIPTED, Map.of("redirectTo", ACCOUNT_PAGE)))
                .get("error");
    }

    private String customerOf(ProviderBrowser browser) {
        return api.cookie(browser.session())
                .get("/store/auth")
                .then()
                .statusCode(200)
                .extract()
                .path("customer.id");
    }
}
