package dev.storelatch.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.storelatch.support.AdminApi;
import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.Authenticators;
import dev.storelatch.support.Authenticators.App;
import dev.storelatch.support.ServerTest;
import dev.storelatch.support.Statements;
import dev.storelatch.support.TestClock;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Setting up, listing and removing second factors, and requests that need a recent one. */
@ServerTest
class SecondFactorsTest {

    private static final String FACTORS = "/store/auth/factors";

    @Autowired
    Api api;

    @Autowired
    AdminApi admins;

    @Autowired
    Authenticators authenticators;

    @Autowired
    Statements statements;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TestClock clock;

    @Test
    void anAppIsSetUpByPasswordAndFirstCode() {
        Customer customer = api.register();

        Response started = start(customer, Map.of("current_password", customer.password(), "name", "Phone"));

        started.then().statusCode(200).body("qr_code", startsWith("<svg xmlns=\"http://www.w3.org/2000/svg\""));
        String secret = started.path("secret");
        assertThat(started.<String>path("uri"))
                .isEqualTo("otpauth://totp/Storelatch:%s?secret=%s&issuer=Storelatch"
                        .formatted(customer.email().replace("@", "%40"), secret));
        api.cookie(customer.cookie()).get(FACTORS).then().body("factors", empty());
        api.login(customer).then().statusCode(200);
        Response confirmed = confirm(customer, authenticators.code(secret));
        confirmed
                .then()
                .statusCode(200)
                .body("factor.method", equalTo("totp"))
                .body("factor.name", equalTo("Phone"))
                .body("recovery_codes", hasSize(10));
        assertThat(confirmed.<List<String>>path("recovery_codes"))
                .allMatch(code -> code.matches("([0-9a-z]{4}-){3}[0-9a-z]{4}"))
                .doesNotHaveDuplicates();
        api.cookie(customer.cookie())
                .get(FACTORS)
                .then()
                .statusCode(200)
                .body("factors.id", contains(confirmed.<String>path("factor.id")))
                .body("recovery_codes_left", equalTo(10))
                .body("can_set_up", contains("totp", "passkey"))
                .body("required", equalTo(false))
                .body("login.methods", contains("mfa", "otp", "pwd"));
        assertThat(events(customer)).contains("authn_factor_added cookie totp");
    }

    @Test
    void anOpenSessionAloneSetsUpNothing() {
        Customer customer = api.register();

        start(customer, Map.of()).then().statusCode(400).body("message", equalTo("current_password must be a string"));
        start(customer, Map.of("current_password", "a wrong password")).then().statusCode(401);
        confirm(customer, "123456").then().statusCode(400).body("message", startsWith("No authenticator app"));
    }

    @Test
    void aWrongCodeAddsNothing() {
        Customer customer = api.register();
        String secret =
                start(customer, Map.of("current_password", customer.password())).path("secret");
        String wrong = authenticators.wrongCode(new App("", secret, List.of()));

        confirm(customer, wrong).then().statusCode(400).body("message", startsWith("The code is wrong"));

        api.login(customer).then().statusCode(200);
        confirm(customer, authenticators.code(secret)).then().statusCode(200);
        confirm(customer, authenticators.code(secret)).then().statusCode(400);
    }

    @Test
    void aSetUpExpiresAndTheNextOneVoidsIt() {
        Customer customer = api.register();
        Map<String, Object> password = Map.of("current_password", customer.password());
        String first = start(customer, password).path("secret");
        String second = start(customer, password).path("secret");

        confirm(customer, authenticators.code(first)).then().statusCode(400);
        clock.advance(Duration.ofMinutes(10));
        confirm(customer, authenticators.code(second)).then().statusCode(400);
    }

    @Test
    void aLongNameIsRefused() {
        Customer customer = api.register();

        start(customer, Map.of("name", "x".repeat(101)))
                .then()
                .statusCode(400)
                .body("message", containsString("name must be shorter than or equal to 100 characters"));
    }

    @Test
    void aFurtherAppNeedsARecentFactorAndMakesNoCodes() {
        Customer customer = api.register();
        App app = authenticators.add(customer);
        clock.advance(Duration.ofMinutes(16));
        String challenge = start(customer, Map.of("current_password", customer.password()))
                .then()
                .statusCode(403)
                .body("message", equalTo("A recent second factor is required"))
                .extract()
                .path("challenge");

        verify(customer, challenge, authenticators.code(app))
                .then()
                .statusCode(200)
                .body("login.recent", equalTo(true));

        String secret =
                start(customer, Map.of()).then().statusCode(200).extract().path("secret");
        confirm(customer, authenticators.code(secret)).then().statusCode(200).body("recovery_codes", nullValue());
        api.cookie(customer.cookie()).get(FACTORS).then().body("factors", hasSize(2));
    }

    @Test
    void theRecoveryCodesGoWithTheLastFactor() {
        Customer customer = api.register();
        App app = authenticators.add(customer);

        api.cookie(customer.cookie())
                .delete(FACTORS + "/" + app.id())
                .then()
                .statusCode(200)
                .body("object", equalTo("factor"));

        api.cookie(customer.cookie())
                .get(FACTORS)
                .then()
                .body("factors", empty())
                .body("recovery_codes_left", equalTo(0));
        api.login(customer).then().statusCode(200);
        assertThat(jdbc.sql("select count(*) from storelatch.totp where factor_id = ?")
                        .param(app.id())
                        .query(Integer.class)
                        .single())
                .isZero();
        api.cookie(customer.cookie()).delete(FACTORS + "/" + app.id()).then().statusCode(404);
    }

    @Test
    void theFactorOfAnotherAccountIsUnknown() {
        Customer customer = api.register();
        App other = authenticators.add(api.register());

        api.cookie(customer.cookie())
                .delete(FACTORS + "/" + other.id())
                .then()
                .statusCode(404)
                .body("message", equalTo("Factor with id: %s was not found".formatted(other.id())));
    }

    @Test
    void newRecoveryCodesVoidTheFormerOnes() {
        Customer customer = api.register();
        App app = authenticators.add(customer);

        List<String> codes = api.cookie(customer.cookie())
                .post(FACTORS + "/recovery-codes")
                .then()
                .statusCode(200)
                .body("recovery_codes", hasSize(10))
                .extract()
                .path("recovery_codes");

        String challenge = authenticators.challenge(customer);
        api.json(Map.of(
                        "challenge",
                        challenge,
                        "recovery_code",
                        app.recoveryCodes().get(0)))
                .post("/store/auth")
                .then()
                .statusCode(403);
        api.json(Map.of("challenge", challenge, "recovery_code", codes.get(0)))
                .post("/store/auth")
                .then()
                .statusCode(200);
    }

    @Test
    void anAccountWithoutAFactorGetsNoRecoveryCodes() {
        api.cookie(api.register().cookie())
                .post(FACTORS + "/recovery-codes")
                .then()
                .statusCode(400)
                .body("message", equalTo("Set up a second factor first"));
    }

    @Test
    void whatProtectsTheAccountNeedsARecentFactor() {
        Customer customer = api.register();
        App app = authenticators.add(customer);
        clock.advance(Duration.ofMinutes(16));
        Map<String, Object> password = Map.of("current_password", customer.password());

        String challenge = api.json(Map.of("password", "another horse battery"), customer.cookie())
                .post("/store/customers/me")
                .then()
                .statusCode(403)
                .extract()
                .path("challenge");
        api.json(Map.of("email", Api.newEmail()), customer.cookie())
                .post("/store/customers/me")
                .then()
                .statusCode(403);
        api.json(password, customer.cookie())
                .post("/store/customers/me/personal-data")
                .then()
                .statusCode(403);
        api.json(password, customer.cookie())
                .delete("/store/customers/me/personal-data")
                .then()
                .statusCode(403);
        api.cookie(customer.cookie()).delete(FACTORS + "/" + app.id()).then().statusCode(403);
        api.cookie(customer.cookie()).post(FACTORS + "/recovery-codes").then().statusCode(403);
        api.json(Map.of("first_name", "Ada", "email", customer.email()), customer.cookie())
                .post("/store/customers/me")
                .then()
                .statusCode(200);

        verify(customer, challenge, authenticators.code(app)).then().statusCode(200);
        assertThat(events(customer)).contains("authn_step_up cookie totp");
        api.json(password, customer.cookie())
                .post("/store/customers/me/personal-data")
                .then()
                .statusCode(200)
                .body("factors.method", contains("totp"));
        api.json(Map.of("password", "another horse battery"), customer.cookie())
                .post("/store/customers/me")
                .then()
                .statusCode(200);
    }

    @Test
    void aFactorIsProvedAgainWithinATokenToo() {
        Customer customer = api.register();
        String plain = api.token(customer);
        String refreshable = api.refreshableLogin(customer).path("access_token");
        App app = authenticators.add(customer);

        for (String token : List.of(plain, refreshable)) {
            String challenge = api.bearer(token)
                    .post(FACTORS + "/recovery-codes")
                    .then()
                    .statusCode(403)
                    .extract()
                    .path("challenge");
            api.bearer(token)
                    .contentType("application/json")
                    .body(Map.of("challenge", challenge, "code", authenticators.code(app)))
                    .post(FACTORS + "/verify")
                    .then()
                    .statusCode(200)
                    .body("login.methods", contains("mfa", "otp", "pwd"));
            api.bearer(token).post(FACTORS + "/recovery-codes").then().statusCode(200);
            clock.advance(Duration.ofSeconds(30));
        }
    }

    @Test
    void aLogInFromBeforeTheFactorIsNotARecentProof() {
        Customer customer = api.register();
        String other = api.newSession(customer);
        authenticators.add(customer);

        api.cookie(other).post(FACTORS + "/recovery-codes").then().statusCode(403);
    }

    @Test
    void aChallengeOfAnotherLogInProvesNothing() {
        Customer customer = api.register();
        String other = api.newSession(customer);
        App app = authenticators.add(customer);
        String challenge = api.cookie(other).post(FACTORS + "/recovery-codes").path("challenge");
        String login = authenticators.challenge(customer);

        verify(customer, challenge, authenticators.code(app)).then().statusCode(401);
        verify(customer, login, authenticators.code(app)).then().statusCode(401);
        api.json(Map.of("challenge", challenge, "code", authenticators.code(app)))
                .post("/store/auth")
                .then()
                .statusCode(401);
        api.json(Map.of("challenge", challenge, "code", authenticators.code(app)), other)
                .post(FACTORS + "/verify")
                .then()
                .statusCode(200);
    }

    @Test
    void anApiTokenChangesNoFactors() {
        AdminApi.User user = admins.add();
        String session = admins.newSession(user);
        api.json(Map.of("api_token", "a-token-of-a-program"), session)
                .post("/admin/users/" + user.id())
                .then()
                .statusCode(200);

        api.json(Map.of("current_password", user.password()))
                .header("x-medusa-access-token", "a-token-of-a-program")
                .post("/admin/auth/factors/totp")
                .then()
                .statusCode(403)
                .body("message", equalTo("This requires a log-in, not an API token"));
        App app = authenticators.add("admin", user.password(), session);
        api.request()
                .header("x-medusa-access-token", "a-token-of-a-program")
                .delete("/admin/auth/factors/" + app.id())
                .then()
                .statusCode(403);
        api.json(Map.of("api_token", "another-token"))
                .header("x-medusa-access-token", "a-token-of-a-program")
                .post("/admin/users/" + user.id())
                .then()
                .statusCode(403);
    }

    @Test
    void anAdministratorRemovesTheFactorsOfACustomer() {
        Customer customer = api.register();
        App app = authenticators.add(customer);
        String path = "/admin/customers/" + customer.id() + "/factors";
        String session = admins.newSession(admins.add());
        String member = admins.newSession(admins.add("member"));
        api.cookie(member).delete(path).then().statusCode(403);
        api.cookie(session)
                .get(path)
                .then()
                .statusCode(200)
                .body("factors.id", contains(app.id()))
                .body("recovery_codes_left", equalTo(10));

        api.cookie(session).delete(path).then().statusCode(200).body("object", equalTo("factors"));

        api.login(customer).then().statusCode(200);
        assertThat(events(customer)).contains("authn_factor_removed cookie totp");
        api.cookie(session).delete(path + "/" + app.id()).then().statusCode(404);
    }

    @Test
    void administratorsDoNotRemoveTheirOwnFactorsThatWay() {
        AdminApi.User user = admins.add();
        String session = admins.newSession(user);
        App app = authenticators.add("admin", user.password(), session);

        api.cookie(session)
                .delete("/admin/users/" + user.id() + "/factors")
                .then()
                .statusCode(400);
        api.cookie(admins.newSession(admins.add()))
                .delete("/admin/users/" + user.id() + "/factors/" + app.id())
                .then()
                .statusCode(200);
        admins.login(user).then().statusCode(200);
    }

    @Test
    void theDataGoWithTheAccount() {
        Customer customer = api.register();
        authenticators.add(customer);
        authenticators.challenge(customer);

        api.json(Map.of("current_password", customer.password()), customer.cookie())
                .delete("/store/customers/me/personal-data")
                .then()
                .statusCode(200);

        for (String table : List.of("second_factor", "recovery_code", "factor_challenge", "totp_setup")) {
            assertThat(jdbc.sql("select count(*) from storelatch.%s where account_id = ?".formatted(table))
                            .param(customer.id())
                            .query(Integer.class)
                            .single())
                    .as(table)
                    .isZero();
        }
    }

    @Test
    void theDatabaseHoldsNeitherTheSecretNorTheCodes() {
        Customer customer = api.register();
        App app = authenticators.add(customer);

        String dump = jdbc.sql("""
                        select string_agg(t::text, ' ') from (
                            select f::text from storelatch.second_factor f where account_id = :id
                            union all select encode(t.secret, 'escape') from storelatch.totp t where factor_id = :factor
                            union all select encode(r.hash, 'escape') from storelatch.recovery_code r
                                where account_id = :id) t
                        """)
                .param("id", customer.id())
                .param("factor", app.id())
                .query(String.class)
                .single();

        assertThat(dump).doesNotContain(app.secret()).doesNotContain(app.recoveryCodes());
    }

    @Test
    void aProfileCostsNoMoreStatementsWithAFactor() {
        Customer customer = api.register();
        int before = statements
                .of(() -> api.cookie(customer.cookie()).get("/store/customers/me"))
                .size();
        authenticators.add(customer);

        assertThat(statements.of(() -> api.cookie(customer.cookie()).get("/store/customers/me")))
                .hasSize(before);
    }

    private Response start(Customer customer, Map<String, ?> body) {
        return api.json(body, customer.cookie()).post(FACTORS + "/totp");
    }

    private Response confirm(Customer customer, String code) {
        return api.json(Map.of("code", code), customer.cookie()).post(FACTORS + "/totp/confirm");
    }

    private Response verify(Customer customer, String challenge, String code) {
        return api.json(Map.of("challenge", challenge, "code", code), customer.cookie())
                .post(FACTORS + "/verify");
    }

    private List<String> events(Customer customer) {
        return jdbc.sql("""
                        select concat_ws(' ', event, way, reason) from storelatch.audit_event where account_id = ?
                        """).param(customer.id()).query(String.class).list();
    }
}
