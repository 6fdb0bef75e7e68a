package dev.storelatch.federation;

import static dev.storelatch.federation.TestProviders.ACCOUNT_PAGE;
import static dev.storelatch.federation.TestProviders.LIBRARY;
import static dev.storelatch.federation.TestProviders.SCRIPTED;
import static dev.storelatch.federation.TestProviders.SHOP;
import static dev.storelatch.federation.TestProviders.newSubject;
import static dev.storelatch.federation.TestProviders.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import dev.storelatch.crypto.Sha256;
import dev.storelatch.support.Api;
import dev.storelatch.support.ConcurrentCalls;
import dev.storelatch.support.OpenIdProvider;
import dev.storelatch.support.OpenIdProvider.Answers;
import dev.storelatch.support.ProviderBrowser;
import dev.storelatch.support.TestClock;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Customers log in at OpenID providers, by cookie and by token. */
@FederationTest
class ProviderLoginTest {

    private static final String IDP = "/store/auth/idp";
    private static final String VERIFIER = "a-secret-of-the-client-with-more-than-43-characters";

    @Autowired
    Api api;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TestClock clock;

    @BeforeEach
    void answerValid() {
        SCRIPTED.clock(clock);
        SCRIPTED.answer(Answers.VALID);
    }

    /** With a provider of a library, which has a page of its own way. */
    @Test
    void firstLoginCreatesAnAccountAndReturnsToTheShop() {
        String email = Api.newEmail();
        LIBRARY.enqueueCallback(new DefaultOAuth2TokenCallback(
                "shop",
                newSubject(),
                "JWT",
                List.of("library-client"),
                Map.of("email", email, "email_verified", true)));
        ProviderBrowser browser = new ProviderBrowser(api, "/store/auth/library");

        Response atProvider = RestAssured.given()
                .redirects()
                .follow(false)
                .urlEncodingEnabled(false)
                .get(browser.location(Map.of("redirectTo", ACCOUNT_PAGE)));
        String callback = atProvider.header("Location");
        assertThat(callback).startsWith("https://api.shop.example.com/store/auth/library/cb?");
        Response returned =
                browser.answer(OpenIdProvider.parameters(URI.create(callback).getRawQuery()));

        returned.then().statusCode(302).header("Location", equalTo(ACCOUNT_PAGE));
        api.cookie(browser.session())
                .get("/store/auth")
                .then()
                .statusCode(200)
                .body("customer.email", equalTo(email))
                .body("customer.has_account", equalTo(true));
        assertThat(methods(browser.session())).containsExactly("fed");
    }

    @Test
    void laterLoginsFindTheAccountWhateverTheAddressIsByThen() {
        String subject = newSubject();
        String email = Api.newEmail();
        SCRIPTED.person(person(subject, email), Map.of());
        String first = customerOf(logIn());
        SCRIPTED.person(person(subject, Api.newEmail()), Map.of());
        String second = customerOf(logIn());
        SCRIPTED.person(Map.of("sub", subject), Map.of("sub", subject));
        String third = customerOf(logIn());

        assertThat(List.of(second, third)).containsOnly(first);
    }

    @Test
    void namesAndTheAddressComeFromTheUserInfoEndpointIfTheTokenHasNone() {
        String subject = newSubject();
        String email = Api.newEmail();
        SCRIPTED.person(Map.of("sub", subject), person(subject, email));

        api.cookie(logIn().session())
                .get("/store/customers/me")
                .then()
                .body("customer.email", equalTo(email))
                .body("customer.first_name", equalTo("Ada"))
                .body("customer.last_name", equalTo("Lovelace"));
    }

    @Test
    void clientExchangesTheCodeOfTheAddressForAToken() {
        SCRIPTED.person(person(newSubject(), Api.newEmail()), Map.of());
        ProviderBrowser browser = new ProviderBrowser(api, IDP);
        Response returned = browser.logIn(SCRIPTED, tokenRequest());
        String code = ProviderBrowser.parametersOf(returned).getOrDefault("code", "");

        assertThat(returned.header("Location"))
                .startsWith(SHOP + "/account?tab=log-in&code=")
                .endsWith("#top");
        assertThat(returned.headers().getValues("Set-Cookie")).isEmpty();
        // Another program than the browser, such as an app.
        String token = new ProviderBrowser(api, IDP)
                .exchange(Map.of("code", code, "code_verifier", VERIFIER))
                .then()
                .statusCode(200)
                .extract()
                .path("access_token");
        assertThat(api.tokenStatus(token)).isEqualTo(200);
        browser.exchange(Map.of("code", code, "code_verifier", VERIFIER))
                .then()
                .statusCode(401)
                .body("message", equalTo("Invalid or expired code"));
    }

    @Test
    void refreshTokenIsIssuedIfTheClientAsksForIt() {
        String code = codeOf(new ProviderBrowser(api, IDP), tokenRequest());

        String refreshToken = new ProviderBrowser(api, IDP)
                .exchange(Map.of("code", code, "code_verifier", VERIFIER, "offline_access", true))
                .then()
                .statusCode(200)
                .extract()
                .path("refresh_token");

        api.refresh(refreshToken).then().statusCode(200);
    }

    @Test
    void codeIsWorthNothingWithoutTheSecretOfTheClient() {
        for (Map<String, Object> wrong :
                List.<Map<String, Object>>of(Map.of(), Map.of("code_verifier", VERIFIER + "x"))) {
            ProviderBrowser browser = new ProviderBrowser(api, IDP);
            Map<String, Object> body = new java.util.HashMap<>(wrong);
            body.put("code", codeOf(browser, tokenRequest()));

            browser.exchange(body).then().statusCode(401);
        }
    }

    @Test
    void codeWithoutASecretIsBoundToTheBrowser() {
        ProviderBrowser browser = new ProviderBrowser(api, IDP);
        Map<String, String> request = Map.of("redirectTo", SHOP, "returnAccessToken", "true");

        new ProviderBrowser(api, IDP)
                .exchange(Map.of("code", codeOf(browser, request)))
                .then()
                .statusCode(401);
        browser.exchange(Map.of("code", codeOf(browser, request))).then().statusCode(200);
    }

    @Test
    void codeIsValidForAMinute() {
        ProviderBrowser browser = new ProviderBrowser(api, IDP);
        String code = codeOf(browser, tokenRequest());

        clock.advance(Duration.ofSeconds(61));

        browser.exchange(Map.of("code", code, "code_verifier", VERIFIER)).then().statusCode(401);
    }

    @Test
    void codeOfAnAccountThatWasChangedIsInvalid() {
        String subject = newSubject();
        SCRIPTED.person(person(subject, Api.newEmail()), Map.of());
        String customer = customerOf(logIn());
        ProviderBrowser browser = new ProviderBrowser(api, IDP);
        String code = ProviderBrowser.parametersOf(browser.logIn(SCRIPTED, tokenRequest()))
                .getOrDefault("code", "");

        jdbc.sql("update storelatch.account_state set token_epoch = token_epoch + 1 where account_id = ?")
                .param(customer)
                .update();

        browser.exchange(Map.of("code", code, "code_verifier", VERIFIER)).then().statusCode(401);
    }

    @Test
    void answerOfAnotherBrowserIsRefused() {
        SCRIPTED.person(person(newSubject(), Api.newEmail()), Map.of());
        Map<String, String> answer =
                SCRIPTED.logIn(new ProviderBrowser(api, IDP).location(Map.of("redirectTo", ACCOUNT_PAGE)));
        ProviderBrowser victim = new ProviderBrowser(api, IDP);

        victim.answer(answer).then().statusCode(400).body("message", startsWith("The log-in is unknown"));
        victim.location(Map.of());
        victim.answer(answer).then().statusCode(400);
        assertThat(victim.session()).isEmpty();
    }

    @Test
    void answerCountsOnceAndWithinTenMinutes() {
        SCRIPTED.person(person(newSubject(), Api.newEmail()), Map.of());
        ProviderBrowser browser = new ProviderBrowser(api, IDP);
        Map<String, String> answer = SCRIPTED.logIn(browser.location(Map.of()));
        browser.answer(answer).then().statusCode(200);
        browser.answer(answer).then().statusCode(400);

        Map<String, String> late = SCRIPTED.logIn(browser.location(Map.of()));
        clock.advance(Duration.ofMinutes(10).plusSeconds(1));
        browser.answer(late).then().statusCode(400);
    }

    @Test
    void severalLoginsOfABrowserWaitAtTheSameTime() {
        SCRIPTED.person(person(newSubject(), Api.newEmail()), Map.of());
        ProviderBrowser browser = new ProviderBrowser(api, IDP);
        String first = browser.location(Map.of());
        String second = browser.location(Map.of());

        browser.answer(SCRIPTED.logIn(first)).then().statusCode(200);
        browser.answer(SCRIPTED.logIn(second)).then().statusCode(200);
    }

    @Test
    void fiftyParallelUsesOfOneAnswerHaveOneWinner() throws Exception {
        SCRIPTED.person(person(newSubject(), Api.newEmail()), Map.of());
        ProviderBrowser browser = new ProviderBrowser(api, IDP);
        Map<String, String> answer = SCRIPTED.logIn(browser.location(Map.of()));

        List<Integer> statuses = ConcurrentCalls.run(50, thread -> {
            ProviderBrowser tab = new ProviderBrowser(api, IDP);
            tab.cookies().putAll(browser.cookies());
            return tab.answer(answer).statusCode();
        });

        assertThat(statuses)
                .containsOnlyOnce(200)
                .filteredOn(status -> status == 400)
                .hasSize(49);
    }

    @Test
    void fiftyParallelUsesOfOneCodeHaveOneWinner() throws Exception {
        String code = codeOf(new ProviderBrowser(api, IDP), tokenRequest());

        List<Integer> statuses = ConcurrentCalls.run(
                50,
                thread -> new ProviderBrowser(api, IDP)
                        .exchange(Map.of("code", code, "code_verifier", VERIFIER))
                        .statusCode());

        assertThat(statuses)
                .containsOnlyOnce(200)
                .filteredOn(status -> status == 401)
                .hasSize(49);
    }

    @Test
    void parallelFirstLoginsOfOnePersonCreateOneAccount() throws Exception {
        String subject = newSubject();
        String email = Api.newEmail();
        SCRIPTED.person(person(subject, email), Map.of());
        List<ProviderBrowser> browsers = IntStream.range(0, 10)
                .mapToObj(i -> new ProviderBrowser(api, IDP))
                .toList();
        List<Map<String, String>> answers = browsers.stream()
                .map(browser -> SCRIPTED.logIn(browser.location(Map.of())))
                .toList();

        List<Integer> statuses = ConcurrentCalls.run(
                10, i -> browsers.get(i).answer(answers.get(i)).statusCode());

        assertThat(statuses).containsOnly(200);
        assertThat(jdbc.sql("select count(*) from customer where email = ?")
                        .param(email)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example.com/",
                "//evil.example.com",
                "https:evil.example.com",
                "\\\\evil.example.com",
                "https://shop.example.com@evil.example.com/",
                "https://shop.example.com:443@evil.example.com/",
                "https://shop.example.com.evil.example.com/",
                "https://evil.example.com#shop.example.com",
                "https://evil.example.com\\@shop.example.com",
                "https://shop.example.com:8443/",
                "http://shop.example.com/",
                "javascript:alert(1)//https://shop.example.com/",
                "/account",
                "https://shop.example.com/\r\nSet-Cookie: a=b",
                "https://shop.example.com\t/",
                ""
            })
    void browserIsNotSentToAnotherSite(String page) {
        new ProviderBrowser(api, IDP)
                .begin(Map.of("redirectTo", page))
                .then()
                .statusCode(400)
                .body("message", equalTo("redirectTo must be an address of a listed origin"));
    }

    @Test
    void parametersThatAreMalformedAreNamed() {
        ProviderBrowser browser = new ProviderBrowser(api, IDP);
        Map<String, String> mistakes = Map.of(
                "returnAccessToken", "yes",
                "code_challenge", "short",
                "code_challenge_method", "plain");

        mistakes.forEach((name, value) -> assertThat(browser.begin(Map.of(name, value))
                        .then()
                        .statusCode(400)
                        .extract()
                        .<String>path("message"))
                .startsWith(name + " must be"));
        browser.begin(Map.of("other", "x"))
                .then()
                .statusCode(400)
                .body("message", equalTo("property other should not exist"));
    }

    @Test
    void lockedAndDeletedAccountsCannotLogIn() {
        SCRIPTED.person(person(newSubject(), Api.newEmail()), Map.of());
        String customer = customerOf(logIn());

        jdbc.sql("update storelatch.account_state set locked_until = now() + interval '1 hour' where account_id = ?")
                .param(customer)
                .update();
        assertThat(error(Map.of("redirectTo", ACCOUNT_PAGE))).isEqualTo("unauthorized");
        new ProviderBrowser(api, IDP).logIn(SCRIPTED, Map.of()).then().statusCode(401);

        jdbc.sql("update storelatch.account_state set locked_until = null where account_id = ?")
                .param(customer)
                .update();
        assertThat(customerOf(logIn())).isEqualTo(customer);
        jdbc.sql("update customer set deleted_at = now() where id = ?")
                .param(customer)
                .update();
        assertThat(error(Map.of("redirectTo", ACCOUNT_PAGE))).isEqualTo("unauthorized");
    }

    @Test
    void refusalAtTheProviderIsToldToTheShop() {
        ProviderBrowser browser = new ProviderBrowser(api, IDP);
        Map<String, String> answer = SCRIPTED.logIn(browser.location(Map.of("redirectTo", ACCOUNT_PAGE)));

        Response returned = browser.answer(Map.of("state", answer.get("state"), "error", "access_denied"));

        assertThat(ProviderBrowser.parametersOf(returned)).containsEntry("error", "access_denied");
    }

    @Test
    void namesOfProvidersAreTheRoutesOnlyIfTheyAreInTheSettings() {
        api.request().get("/store/auth/unknown").then().statusCode(200).body("exists", equalTo(false));
        api.request().get("/store/auth/unknown/cb").then().statusCode(404);
        api.json(Map.of("code", "x")).post("/store/auth/unknown/token").then().statusCode(404);
        api.request().get("/admin/auth/unknown").then().statusCode(401);
        assertThat(new ProviderBrowser(api, "/store/auth/IDP").location(Map.of()))
                .startsWith(SCRIPTED.issuer());
    }

    @Test
    void secondFactorIsRequiredInEitherMode() {
        SCRIPTED.person(person(newSubject(), Api.newEmail()), Map.of());
        String customer = customerOf(logIn());
        jdbc.sql("""
                insert into storelatch.second_factor (id, realm, account_id, method, created_at)
                values ('fac_' || :id, 'store', :id, 'totp', now())
                """).param("id", customer).update();

        for (Map<String, String> request : List.of(Map.of("redirectTo", ACCOUNT_PAGE), tokenRequest())) {
            ProviderBrowser browser = new ProviderBrowser(api, IDP);
            Response returned = browser.logIn(SCRIPTED, request);
            String code = ProviderBrowser.parametersOf(returned).getOrDefault("code", "");
            assertThat(returned.headers().getValues("Set-Cookie")).isEmpty();

            Response exchanged = browser.exchange(Map.of("code", code, "code_verifier", VERIFIER));

            exchanged.then().statusCode(403).body("type", equalTo("second_factor_required"));
            assertThat(exchanged.<String>path("challenge")).isNotBlank();
            assertThat(browser.session()).isEmpty();
            browser.exchange(Map.of("code", code, "code_verifier", VERIFIER))
                    .then()
                    .statusCode(401);
        }
    }

    /** The account lost its second factor after the browser had been told of it. */
    @Test
    void codeOfASessionOpensItInTheBrowserThatHasLoggedIn() {
        SCRIPTED.person(person(newSubject(), Api.newEmail()), Map.of());
        String customer = customerOf(logIn());
        jdbc.sql(
                        "insert into storelatch.second_factor (id, realm, account_id, method, created_at) values (?, 'store', ?, 'totp', now())")
                .param("fac_" + customer)
                .param(customer)
                .update();
        ProviderBrowser browser = new ProviderBrowser(api, IDP);
        String code = ProviderBrowser.parametersOf(browser.logIn(SCRIPTED, Map.of("redirectTo", ACCOUNT_PAGE)))
                .getOrDefault("code", "");
        jdbc.sql("delete from storelatch.second_factor where account_id = ?")
                .param(customer)
                .update();

        browser.exchange(Map.of("code", code)).then().statusCode(200);

        assertThat(customerOf(browser)).isEqualTo(customer);
    }

    @Test
    void databaseHasNeitherStateNorNonceNorVerifier() {
        ProviderBrowser browser = new ProviderBrowser(api, IDP);
        Map<String, String> request = OpenIdProvider.parameters(
                URI.create(browser.location(tokenRequest())).getRawQuery());

        String rows = jdbc.sql("select string_agg(s::text, ' ') from storelatch.federation_state s")
                .query(String.class)
                .single();

        assertThat(rows)
                .doesNotContain(request.get("state"), request.get("nonce"))
                .doesNotContain(browser.cookies().values());
        assertThat(request).containsEntry("code_challenge_method", "S256").containsEntry("response_type", "code");
    }

    private ProviderBrowser logIn() {
        ProviderBrowser browser = new ProviderBrowser(api, IDP);
        browser.logIn(SCRIPTED, Map.of()).then().statusCode(200);
        return browser;
    }

    private String customerOf(ProviderBrowser browser) {
        return api.cookie(browser.session())
                .get("/store/auth")
                .then()
                .statusCode(200)
                .extract()
                .path("customer.id");
    }

    private @Nullable String error(Map<String, String> parameters) {
        return ProviderBrowser.parametersOf(new ProviderBrowser(api, IDP).logIn(SCRIPTED, parameters))
                .get("error");
    }

    private String codeOf(ProviderBrowser browser, Map<String, String> request) {
        SCRIPTED.person(person(newSubject(), Api.newEmail()), Map.of());
        return ProviderBrowser.parametersOf(browser.logIn(SCRIPTED, request)).getOrDefault("code", "");
    }

    private static Map<String, String> tokenRequest() {
        return Map.of(
                "redirectTo",
                ACCOUNT_PAGE,
                "returnAccessToken",
                "true",
                "code_challenge",
                Sha256.base64UrlOf(VERIFIER),
                "code_challenge_method",
                "S256");
    }

    private List<String> methods(String session) {
        String id = java.net.URLDecoder.decode(session, java.nio.charset.StandardCharsets.UTF_8)
                .substring(2)
                .split("\\.", -1)[0];
        return jdbc.sql("""
                        select unnest(a.methods) from storelatch.session_attributes a
                        join storelatch.session s on s.primary_id = a.session_primary_id
                        where s.session_id = ?
                        """).param(Sha256.base64UrlOf(id)).query(String.class).list();
    }
}
