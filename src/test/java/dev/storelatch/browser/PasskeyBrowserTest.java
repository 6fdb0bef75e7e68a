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
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.virtualauthenticator.VirtualAuthenticator;
import org.openqa.selenium.virtualauthenticator.VirtualAuthenticatorOptions;
import org.openqa.selenium.virtualauthenticator.VirtualAuthenticatorOptions.Protocol;
import org.openqa.selenium.virtualauthenticator.VirtualAuthenticatorOptions.Transport;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Passkeys of storefronts on other origins than the server, in Chromium with WebDriver's virtual authenticator. */
@ServerTest
@Tag("browser")
class PasskeyBrowserTest {

    private static final ShopPage SHOP = new ShopPage();
    private static final ShopPage OUTLET = new ShopPage();
    private static final ShopPage FOREIGN = new ShopPage();

    /** The exchanges of {@code docs/passkeys.md}. */
    private static final String SCRIPT = """
            const [api, act, json, done] = arguments
            const argument = JSON.parse(json)
            const post = (path, body) => fetch(api + path, {
                method: "POST", credentials: "include",
                headers: {"Content-Type": "application/json"}, body: JSON.stringify(body),
            }).then(response => response.ok ? response.json() : response.text().then(text => Promise.reject(
                new Error(response.status + " " + text))))
            const assertion = async body => {
                const {options} = await post("/store/auth/passkeys/login-options", body)
                const credential = await navigator.credentials.get({
                    publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options),
                })
                return credential.toJSON()
            }
            const acts = {
                logInByPassword: credentials => post("/store/auth", credentials),
                add: async body => {
                    const {options} = await post("/store/auth/passkeys/registration-options", {})
                    const credential = await navigator.credentials.create({
                        publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options),
                    })
                    return post("/store/auth/passkeys", {...body, credential: credential.toJSON()})
                },
                logIn: async () => post("/store/auth", {passkey: await assertion({})}),
                token: async () => post("/store/auth/token", {passkey: await assertion({})}),
                secondStep: async challenge =>
                    post("/store/auth", {challenge, passkey: await assertion({challenge})}),
                logOut: () => fetch(api + "/store/auth", {method: "DELETE", credentials: "include"}),
                me: () => fetch(api + "/store/customers/me", {credentials: "include"})
                    .then(response => ({status: response.status})),
            }
            acts[act](argument).then(
                result => done(JSON.stringify(result)), error => done(error.name + ": " + error.message))
            """;

    @Autowired
    Api api;

    @TempDir
    Path profile;

    @SuppressWarnings("NullAway.Init") // before each test, unless it is skipped
    private ChromeDriver browser;

    @SuppressWarnings("NullAway.Init") // before each test, unless it is skipped
    private VirtualAuthenticator authenticator;

    @DynamicPropertySource
    static void shopsWithoutTls(DynamicPropertyRegistry settings) {
        settings.add("storelatch.cors.store", () -> String.join(",", SHOP.origin(), OUTLET.origin(), FOREIGN.origin()));
        settings.add("storelatch.passkey.origins", () -> SHOP.origin() + "," + OUTLET.origin());
        settings.add("storelatch.session.cookie.secure", () -> false);
        settings.add("storelatch.session.cookie.same-site", () -> "lax");
    }

    @BeforeEach
    void startTheBrowser() {
        browser = Chromium.start(profile);
        authenticator = browser.addVirtualAuthenticator(new VirtualAuthenticatorOptions()
                .setProtocol(Protocol.CTAP2)
                .setTransport(Transport.INTERNAL)
                .setHasResidentKey(true)
                .setHasUserVerification(true)
                .setIsUserVerified(true));
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
        OUTLET.close();
        FOREIGN.close();
    }

    @Test
    void aCustomerAddsAPasskeyAndLogsInWithoutAnEmailAddress() {
        Customer customer = logInByPassword(SHOP);

        assertThat(run("add", "{\"name\":\"Phone\"}"))
                .contains("\"name\":\"Phone\"")
                .contains("\"second_factor\":false")
                .contains("\"transports\":[\"internal\"]");
        assertThat(authenticator.getCredentials()).hasSize(1);
        run("logOut", "null");
        assertThat(run("me", "null")).isEqualTo("{\"status\":401}");

        assertThat(run("logIn", "null")).contains(customer.id());
        assertThat(run("me", "null")).isEqualTo("{\"status\":200}");
        assertThat(run("token", "null")).contains("access_token");
    }

    @Test
    void anotherOriginOfTheSameDomainUsesTheSamePasskey() {
        Customer customer = logInByPassword(SHOP);
        assertThat(run("add", "{}")).contains("passkey_");
        run("logOut", "null");

        browser.get(OUTLET.origin());
        assertThat(run("logIn", "null")).contains(customer.id());

        browser.get(FOREIGN.origin());
        assertThat(run("logIn", "null")).contains("403").contains("Passkeys cannot be used on this origin");
    }

    @Test
    void anAuthenticatorMakesOnePasskeyForAnAccount() {
        logInByPassword(SHOP);
        assertThat(run("add", "{}")).contains("passkey_");

        assertThat(run("add", "{}")).startsWith("InvalidStateError");
    }

    @Test
    void aUserWhoIsNotVerifiedGetsNoPasskey() {
        authenticator.setUserVerified(false);
        logInByPassword(SHOP);

        assertThat(run("add", "{}")).startsWith("NotAllowedError");
    }

    @Test
    void thePasskeyIsTheSecondStepAfterThePassword() {
        Customer customer = logInByPassword(SHOP);
        assertThat(run("add", "{\"second_factor\":true}")).contains("recovery_codes");
        run("logOut", "null");

        String refusal = run(
                "logInByPassword",
                "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(customer.email(), customer.password()));
        assertThat(refusal).contains("second_factor_required");
        String challenge = refusal.replaceFirst("(?s).*\"challenge\":\"([\\w-]+)\".*", "$1");

        assertThat(run("secondStep", "\"" + challenge + "\"")).contains(customer.id());
    }

    private Customer logInByPassword(ShopPage page) {
        Customer customer = api.register();
        browser.get(page.origin());
        assertThat(run(
                        "logInByPassword",
                        "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(customer.email(), customer.password())))
                .contains(customer.id());
        return customer;
    }

    /** Runs an act of the script with an argument in JSON. */
    private String run(String act, String argument) {
        return String.valueOf(browser.executeAsyncScript(SCRIPT, "http://localhost:" + api.port(), act, argument));
    }
}
