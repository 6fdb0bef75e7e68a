package dev.storelatch.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.storelatch.outbox.NotificationType;
import dev.storelatch.support.AdminApi;
import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.Authenticators;
import dev.storelatch.support.Authenticators.App;
import dev.storelatch.support.MailedLinks;
import dev.storelatch.support.ServerTest;
import dev.storelatch.support.TestClock;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Log-ins in two steps, to accounts with an authenticator app. */
@ServerTest
class SecondFactorLoginTest {

    @Autowired
    Api api;

    @Autowired
    AdminApi admins;

    @Autowired
    Authenticators authenticators;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    List<NotificationType> notifications;

    @Autowired
    TestClock clock;

    @Test
    void theFirstStepAnswersWithAChallengeAndOpensNothing() {
        Customer customer = api.register();
        authenticators.add(customer);
        List<String> before = opened(customer);

        Response response = api.login(customer);

        response.then().statusCode(403).body("methods", contains("totp", "recovery_code"));
        assertThat(response.asString())
                .matches("\\{\"type\":\"second_factor_required\",\"message\":\"A second factor is required\","
                        + "\"challenge\":\"[\\w-]{43}\",\"methods\":\\[\"totp\",\"recovery_code\"]}");
        assertThat(response.headers().hasHeaderWithName("Set-Cookie")).isFalse();
        assertThat(opened(customer)).isEqualTo(before);
        assertThat(lastEvent(customer)).isEqualTo("authn_second_factor_required cookie login");
    }

    @Test
    void aWrongPasswordIsRefusedAsEver() {
        Customer customer = api.register();
        authenticators.add(customer);

        api.login(customer.email(), "a wrong password").then().statusCode(401).body(equalTo("Unauthorized"));
    }

    @Test
    void theSecondStepAnswersAsALogInAlways() {
        Customer customer = api.register();
        List<String> expected = keys(api.login(customer));
        App app = authenticators.add(customer);

        Response response = secondStep("/store/auth", customer, "code", authenticators.code(app));

        response.then().statusCode(200).body("customer.id", equalTo(customer.id()));
        assertThat(keys(response)).isEqualTo(expected);
        String cookie = Api.sessionCookie(response);
        assertThat(Api.deviceCookie(response)).isNotEmpty();
        assertThat(api.cookieStatus(cookie)).isEqualTo(200);
        assertThat(lastEvent(customer)).isEqualTo("authn_login_success cookie null");
        api.cookie(cookie)
                .get("/store/auth/factors")
                .then()
                .statusCode(200)
                .body("login.methods", contains("mfa", "otp", "pwd"))
                .body("login.recent", equalTo(true));
    }

    @Test
    void tokensAreIssuedInTwoSteps() {
        Customer customer = api.register();
        App app = authenticators.add(customer);
        String first = api.json(Api.credentials(customer.email(), customer.password()))
                .post("/store/auth/token")
                .then()
                .statusCode(403)
                .extract()
                .path("challenge");

        String token = api.json(Map.of("challenge", first, "code", authenticators.code(app)))
                .post("/store/auth/token")
                .then()
                .statusCode(200)
                .extract()
                .path("access_token");

        assertThat(api.tokenStatus(token)).isEqualTo(200);
        assertMethods(token);

        String second =
                api.refreshableLogin(customer).then().statusCode(403).extract().path("challenge");
        Response pair = api.json(Map.of(
                        "challenge",
                        second,
                        "recovery_code",
                        app.recoveryCodes().get(0),
                        "offline_access",
                        true))
                .post("/store/auth/token");
        pair.then().statusCode(200).body("token_type", equalTo("Bearer"));
        assertMethods(pair.path("access_token"));
        assertMethods(api.refresh(pair.path("refresh_token")).path("access_token"));
    }

    @Test
    void aUserLogsInInTwoSteps() {
        AdminApi.User user = admins.add();
        App app = authenticators.add("admin", user.password(), admins.newSession(user));
        String challenge = admins.login(user).then().statusCode(403).extract().path("challenge");

        api.json(Map.of("challenge", challenge, "code", authenticators.code(app)))
                .post("/store/auth")
                .then()
                .statusCode(401);
        api.json(Map.of("challenge", challenge, "code", authenticators.code(app)))
                .post("/admin/auth")
                .then()
                .statusCode(200)
                .body("user.id", equalTo(user.id()));
    }

    @Test
    void aWrongCodeLeavesTheChallengeValid() {
        Customer customer = api.register();
        App app = authenticators.add(customer);
        String challenge = authenticators.challenge(customer);

        Response wrong = answer(challenge, "code", authenticators.wrongCode(app));

        wrong.then()
                .statusCode(403)
                .body("type", equalTo("second_factor_required"))
                .body("message", equalTo("The second factor was not accepted"))
                .body("challenge", equalTo(challenge));
        assertThat(wrong.headers().hasHeaderWithName("Set-Cookie")).isFalse();
        assertThat(lastEvent(customer)).isEqualTo("authn_login_fail cookie wrong_second_factor");
        answer(challenge, "code", authenticators.code(app)).then().statusCode(200);
    }

    @Test
    void aChallengeIsValidOnce() {
        Customer customer = api.register();
        App app = authenticators.add(customer);
        String challenge = authenticators.challenge(customer);
        answer(challenge, "code", authenticators.code(app)).then().statusCode(200);

        answer(challenge, "recovery_code", app.recoveryCodes().get(0)).then().statusCode(401);

        // The second attempt has not used up the recovery code.
        secondStep("/store/auth", customer, "recovery_code", app.recoveryCodes().get(0))
                .then()
                .statusCode(200);
    }

    @Test
    void aChallengeExpiresAfterFiveMinutes() {
        Customer customer = api.register();
        App app = authenticators.add(customer);
        String early = authenticators.challenge(customer);
        clock.advance(Duration.ofMinutes(4));
        answer(early, "code", authenticators.code(app)).then().statusCode(200);
        String late = authenticators.challenge(customer);
        clock.advance(Duration.ofMinutes(5));

        answer(late, "code", authenticators.code(app)).then().statusCode(401).body(equalTo("Unauthorized"));
    }

    @Test
    void theEndOfAllLogInsVoidsAChallenge() {
        Customer customer = api.register();
        App app = authenticators.add(customer);
        String challenge = authenticators.challenge(customer);

        api.cookie(customer.cookie())
                .delete("/store/customers/me/sessions")
                .then()
                .statusCode(200);

        answer(challenge, "code", authenticators.code(app)).then().statusCode(401);
    }

    @Test
    void aNewPasswordVoidsAChallenge() {
        Customer customer = api.register();
        App app = authenticators.add(customer);
        String challenge = authenticators.challenge(customer);

        api.json(Map.of("password", "another horse battery"), customer.cookie())
                .post("/store/customers/me")
                .then()
                .statusCode(200);

        answer(challenge, "code", authenticators.code(app)).then().statusCode(401);
    }

    @Test
    void aPasswordResetLeavesTheFactor() {
        Customer customer = api.register();
        App app = authenticators.add(customer);
        api.json(Map.of("email", customer.email())).post("/store/customers/password-token");
        String token = new MailedLinks(jdbc, notifications).token(MailedLinks.RESET, customer.id());
        Customer reset = customer.withPassword("another horse battery");
        api.json(Map.of("email", reset.email(), "token", token, "password", reset.password()))
                .post("/store/customers/password-reset")
                .then()
                .statusCode(200);

        secondStep("/store/auth", reset, "code", authenticators.code(app))
                .then()
                .statusCode(200);
    }

    @Test
    void aCodeIsAcceptedOnceAndNoneOfATimeBeforeIt() {
        Customer customer = api.register();
        App app = authenticators.add(customer);
        String current = authenticators.code(app);
        String former = authenticators.code(app.secret(), Duration.ofSeconds(-30));
        secondStep("/store/auth", customer, "code", current).then().statusCode(200);

        String challenge = authenticators.challenge(customer);

        answer(challenge, "code", current).then().statusCode(403);
        answer(challenge, "code", former).then().statusCode(403);
        answer(challenge, "code", authenticators.code(app.secret(), Duration.ofSeconds(30)))
                .then()
                .statusCode(200);
    }

    @ParameterizedTest
    @CsvSource({"-90, 403", "-30, 200", "30, 200", "90, 403"})
    void aCodeIsAcceptedOneTimeStepBackAndForth(int seconds, int status) {
        Customer customer = api.register();
        App app = authenticators.add(customer);
        // Such that one step back is not the one of the code that has confirmed the app.
        clock.advance(Duration.ofMinutes(2));

        secondStep("/store/auth", customer, "code", authenticators.code(app.secret(), Duration.ofSeconds(seconds)))
                .then()
                .statusCode(status);
    }

    @Test
    void aRecoveryCodeIsAcceptedOnceHoweverItIsTyped() {
        Customer customer = api.register();
        App app = authenticators.add(customer);
        String code = app.recoveryCodes().get(3);
        String typed = code.replace("-", " ").toUpperCase(Locale.ROOT).replace('0', 'O');
        Response login = secondStep("/store/auth", customer, "recovery_code", typed);

        login.then().statusCode(200);
        api.cookie(Api.sessionCookie(login)).get("/store/auth/factors").then().body("recovery_codes_left", equalTo(9));
        answer(authenticators.challenge(customer), "recovery_code", code).then().statusCode(403);
    }

    @Test
    void theCodesOfAnotherAccountAreNotAccepted() {
        Customer customer = api.register();
        authenticators.add(customer);
        App other = authenticators.add(api.register());
        String challenge = authenticators.challenge(customer);

        answer(challenge, "code", authenticators.code(other)).then().statusCode(403);
        answer(challenge, "recovery_code", other.recoveryCodes().get(0)).then().statusCode(403);
    }

    @Test
    void allFactorsOfAnAccountHaveOneBudgetApartFromThatOfThePassword() {
        Customer customer = api.register();
        App app = authenticators.add(customer);
        String challenge = authenticators.challenge(customer);
        for (int i = 0; i < 5; i++) {
            answer(challenge, "code", authenticators.wrongCode(app)).then().statusCode(403);
            answer(challenge, "recovery_code", "0000-0000-0000-0000").then().statusCode(403);
        }

        Response refused = answer(challenge, "code", authenticators.code(app));

        refused.then().statusCode(429);
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 600);
        assertThat(lastEvent(customer)).isEqualTo("authn_login_fail_max cookie too_many_second_factors");
        String next = authenticators.challenge(customer);
        answer(next, "code", authenticators.code(app)).then().statusCode(429);
        clock.advance(Duration.ofMinutes(10));
        answer(authenticators.challenge(customer), "code", authenticators.code(app))
                .then()
                .statusCode(200);
    }

    @Test
    void somebodyWithoutThePasswordCannotUseUpTheBudget() {
        Customer customer = api.register();
        App app = authenticators.add(customer);
        for (int i = 0; i < 12; i++) {
            answer("x".repeat(43), "code", "000000").then().statusCode(401);
        }

        secondStep("/store/auth", customer, "code", authenticators.code(app))
                .then()
                .statusCode(200);
    }

    @Test
    void anAdministratorFillsTheBudget() {
        Customer customer = api.register();
        App app = authenticators.add(customer);
        String challenge = authenticators.challenge(customer);
        for (int i = 0; i < 11; i++) {
            answer(challenge, "code", authenticators.wrongCode(app));
        }
        String session = admins.newSession(admins.add());

        api.cookie(session)
                .get("/admin/customers/" + customer.id() + "/sign-in-report")
                .then()
                .statusCode(200)
                .body("sign_in_report.causes.code", hasItem("second_factor_throttled"))
                .body("sign_in_report.causes.code", hasItem("wrong_second_factor"))
                .body("sign_in_report.causes.code", hasItem("second_factor_missing"));
        api.cookie(session)
                .delete("/admin/customers/" + customer.id() + "/rate-limits")
                .then()
                .statusCode(200);

        answer(challenge, "code", authenticators.code(app)).then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "short", "x\u0000", "'; drop table", "===========================================", "é"})
    void aMalformedChallengeIsAnUnknownOne(String challenge) {
        int status = challenge.indexOf('\0') < 0 ? 401 : 400;

        answer(challenge, "code", "000000").then().statusCode(status);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"challenge": 1, "code": "000000"} | challenge must be a string
            {"challenge": null, "code": "000000"} | challenge must be a string
            {"challenge": "$", "code": 492039} | code must be six digits
            {"challenge": "$", "code": "49203"} | code must be six digits
            {"challenge": "$", "code": "٤٩٢٠٣٩"} | code must be six digits
            {"challenge": "$", "code": null} | code must be six digits
            {"challenge": "$", "code": {}} | code must be six digits
            {"challenge": "$", "recovery_code": 1} | recovery_code must be a recovery code
            {"challenge": "$", "recovery_code": []} | recovery_code must be a recovery code
            {"challenge": "$"} | one of code, recovery_code
            {"challenge": "$", "code": "000000", "recovery_code": "x"} | only one of code, recovery_code
            {"challenge": "$", "code": "000000", "email": "a@example.com"} | property email should not exist
            """)
    void aMalformedSecondStepIsRefused(String body, String message) {
        Customer customer = api.register();
        authenticators.add(customer);
        String challenge = authenticators.challenge(customer);
        for (String path : List.of("/store/auth", "/store/auth/token")) {
            RestAssured.given()
                    .port(api.port())
                    .contentType("application/json; charset=utf-8")
                    .body(body.replace("$", challenge))
                    .post(path)
                    .then()
                    .statusCode(400)
                    .body("type", equalTo("invalid_data"))
                    .body("message", startsWith(message));
        }
    }

    @Test
    void anAccountThatWasLockedAfterTheFirstStepIsRefused() {
        Customer customer = api.register();
        App app = authenticators.add(customer);
        String challenge = authenticators.challenge(customer);
        api.json(Map.of("reason", "lost phone"), admins.newSession(admins.add()))
                .post("/admin/customers/" + customer.id() + "/lock")
                .then()
                .statusCode(200);

        answer(challenge, "code", authenticators.code(app)).then().statusCode(401);
    }

    @Test
    void anEmailAddressIsStillProbedBesideTheRoutesOfFactors() {
        Customer customer = api.register();

        api.request()
                .get("/store/auth/" + customer.email())
                .then()
                .statusCode(200)
                .body("exists", equalTo(true));
        api.request().get("/store/auth/factors").then().statusCode(401).body(containsString("Unauthorized"));
    }

    @Test
    void anAccountHasAtMostTwentyChallenges() {
        Customer customer = api.register();
        App app = authenticators.add(customer);
        String first = authenticators.challenge(customer);
        for (int i = 0; i < 20; i++) {
            authenticators.challenge(customer);
        }

        answer(first, "code", authenticators.code(app)).then().statusCode(401);
        assertThat(jdbc.sql("select count(*) from storelatch.factor_challenge where account_id = ?")
                        .param(customer.id())
                        .query(Integer.class)
                        .single())
                .isEqualTo(20);
    }

    private void assertMethods(String token) {
        api.bearer(token)
                .get("/store/auth/factors")
                .then()
                .statusCode(200)
                .body("login.methods", containsInAnyOrder("mfa", "otp", "pwd"))
                .body("factors.name", contains(nullValue()));
    }

    private Response secondStep(String path, Customer customer, String property, String proof) {
        return api.json(Map.of("challenge", authenticators.challenge(customer), property, proof))
                .post(path);
    }

    private Response answer(String challenge, String property, String proof) {
        Map<String, String> body = new HashMap<>(Map.of("challenge", challenge));
        body.put(property, proof);
        return api.json(body).post("/store/auth");
    }

    private static List<String> keys(Response login) {
        return List.copyOf(login.<Map<String, Object>>path("customer").keySet());
    }

    /** Returns what a log-in opens: sessions, known devices and log-ins by refresh token. */
    private List<String> opened(Customer customer) {
        return jdbc.sql("""
                        select 'session ' || session_primary_id from storelatch.session_attributes
                        where attribute_bytes = convert_to(:id, 'UTF8')
                        union all
                        select 'device ' || id from storelatch.known_device where account_id = :id
                        union all
                        select 'family ' || family from storelatch.refresh_token where account_id = :id
                        union all
                        select 'success ' || id from storelatch.audit_event
                        where account_id = :id and event = 'authn_login_success'
                        order by 1
                        """).param("id", customer.id()).query(String.class).list();
    }

    private String lastEvent(Customer customer) {
        return jdbc.sql("""
                        select event || ' ' || coalesce(way, 'null') || ' ' || coalesce(reason, 'null')
                        from storelatch.audit_event where account_id = ? order by id desc limit 1
                        """).param(customer.id()).query(String.class).single();
    }
}
