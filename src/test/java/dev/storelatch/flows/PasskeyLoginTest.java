package dev.storelatch.flows;

import static dev.storelatch.passkey.EmulatedAuthenticator.Flag.BACKED_UP;
import static dev.storelatch.passkey.EmulatedAuthenticator.Flag.BACKUP_ELIGIBLE;
import static dev.storelatch.passkey.EmulatedAuthenticator.Flag.USER_PRESENT;
import static dev.storelatch.passkey.EmulatedAuthenticator.Flag.USER_VERIFIED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;

import dev.storelatch.passkey.EmulatedAuthenticator;
import dev.storelatch.support.AdminApi;
import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.ConcurrentCalls;
import dev.storelatch.support.ServerTest;
import dev.storelatch.support.TestClock;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Log-ins by passkey, with what an authenticator can answer. */
@ServerTest
@Import(PasskeyApi.class)
class PasskeyLoginTest {

    private final EmulatedAuthenticator authenticator = new EmulatedAuthenticator();

    @Autowired
    Api api;

    @Autowired
    AdminApi admins;

    @Autowired
    PasskeyApi passkeys;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TestClock clock;

    @Test
    void optionsNameNoAccount() {
        api.request()
                .header("Origin", PasskeyApi.ORIGIN)
                .post("/store/auth/passkeys/login-options")
                .then()
                .statusCode(200)
                .body("options.rpId", equalTo("localhost"))
                .body("options.userVerification", equalTo("required"))
                .body("options.allowCredentials", empty())
                .body("options.timeout", equalTo(270_000))
                .body("options.challenge.length()", equalTo(75));
    }

    @Test
    void aPasskeyLogsInWithoutAnEmailAddress() {
        Customer customer = passkeys.registerWith(authenticator);

        Response response = passkeys.login(authenticator);

        response.then().statusCode(200).body("customer.id", equalTo(customer.id()));
        assertThat(response.asString()).isEqualTo(api.login(customer).asString());
        assertThat(api.cookieStatus(Api.sessionCookie(response))).isEqualTo(200);
        assertThat(Api.deviceCookie(response)).isNotEmpty();
        assertThat(methods(customer)).contains(Set.of("hwk", "user", "mfa"));
    }

    @Test
    void aPasskeyThatCanBeCopiedIsKeptBySoftware() {
        authenticator.withFlags(USER_PRESENT, USER_VERIFIED, BACKUP_ELIGIBLE, BACKED_UP);
        Customer customer = passkeys.registerWith(authenticator);

        passkeys.login(authenticator).then().statusCode(200);

        assertThat(methods(customer)).contains(Set.of("swk", "user", "mfa"));
        api.cookie(customer.cookie())
                .get("/store/auth/passkeys")
                .then()
                .body("passkeys[0].backed_up", equalTo(true))
                .body("passkeys[0].last_used_at", notNullValue());
    }

    @Test
    void aPasskeyGetsAToken() {
        Customer customer = passkeys.registerWith(authenticator);

        String token = api.json(Map.of("passkey", authenticator.get(passkeys.loginOptions())))
                .post("/store/auth/token")
                .then()
                .statusCode(200)
                .extract()
                .path("access_token");
        Response pair = api.json(Map.of("passkey", authenticator.get(passkeys.loginOptions()), "offline_access", true))
                .post("/store/auth/token");

        api.bearer(token).get("/store/auth").then().statusCode(200).body("customer.id", equalTo(customer.id()));
        pair.then().statusCode(200).body("token_type", equalTo("Bearer"));
        assertThat(api.refresh(pair.path("refresh_token")).statusCode()).isEqualTo(200);
    }

    @Test
    void anAdministratorLogsInByPasskey() {
        AdminApi.User user = admins.add();
        String cookie = admins.newSession(user);
        Map<String, ?> options = api.json(Map.of("current_password", user.password()), cookie)
                .header("Origin", "http://localhost:7001")
                .post("/admin/auth/passkeys/registration-options")
                .then()
                .statusCode(200)
                .extract()
                .path("options");
        authenticator.withClientData("origin", "http://localhost:7001");
        api.json(Map.of("credential", authenticator.create(options)), cookie)
                .post("/admin/auth/passkeys")
                .then()
                .statusCode(200);

        api.json(Map.of("passkey", authenticator.get(adminOptions())))
                .post("/admin/auth")
                .then()
                .statusCode(200)
                .body("user.id", equalTo(user.id()));
    }

    @Test
    void aPasskeyOfOneRealmDoesNotLogInTheOther() {
        passkeys.registerWith(authenticator);
        authenticator.withClientData("origin", "http://localhost:7001");

        api.json(Map.of("passkey", authenticator.get(adminOptions())))
                .post("/admin/auth")
                .then()
                .statusCode(401);
        // Nor does the challenge of one realm count in the other.
        api.json(Map.of("passkey", authenticator.get(adminOptions())))
                .post("/store/auth")
                .then()
                .statusCode(401);
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                answer("another origin", it -> it.withClientData("origin", "https://evil.example")),
                answer("another of our origins", it -> it.withClientData("origin", "http://localhost:7001")),
                answer("an app", it -> it.withClientData("origin", "android:apk-key-hash:abc")),
                answer("a frame", it -> it.withClientData("crossOrigin", true)),
                answer("another ceremony", it -> it.withClientData("type", "webauthn.create")),
                answer("another type", it -> it.withClientData("type", "payment.get")),
                answer("another challenge", it -> it.withClientData("challenge", "A".repeat(75))),
                answer("a short challenge", it -> it.withClientData("challenge", "AAAA")),
                answer("no text as challenge", it -> it.withClientData("challenge", List.of(1))),
                answer("another relying party", it -> it.withRelyingParty("example.com")),
                answer("user not verified", it -> it.withFlags(USER_PRESENT)),
                answer("user not present", it -> it.withFlags(USER_VERIFIED)),
                answer("backed up without eligibility", it -> it.withFlags(USER_PRESENT, USER_VERIFIED, BACKED_UP)),
                answer("other eligibility", it -> it.withFlags(USER_PRESENT, USER_VERIFIED, BACKUP_ELIGIBLE)),
                answer("no handle", it -> it.withUserHandle(null)),
                answer("another handle", it -> it.withUserHandle(new byte[64])));
    }

    private static Arguments answer(String name, Consumer<EmulatedAuthenticator> change) {
        return Arguments.of(name, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void aSpoiledAnswerIsRefused(String name, Consumer<EmulatedAuthenticator> change) {
        passkeys.registerWith(authenticator);
        Map<String, ?> options = passkeys.loginOptions();

        change.accept(authenticator);

        Response response = passkeys.login(authenticator.get(options));
        response.then().statusCode(401).body(equalTo("Unauthorized"));
        assertThat(response.headers().getValues("Set-Cookie")).isEmpty();
    }

    @Test
    void anUnknownCredentialIsRefused() {
        passkeys.login(authenticator).then().statusCode(401);
    }

    @Test
    void theSignatureOfAnotherKeyIsRefused() {
        passkeys.registerWith(authenticator);
        Map<String, Object> assertion = new HashMap<>(authenticator.get(passkeys.loginOptions()));
        EmulatedAuthenticator other = new EmulatedAuthenticator();
        Customer stranger = passkeys.registerWith(other);
        assertion.put("id", other.credentialId());

        passkeys.login(assertion).then().statusCode(401);
        assertThat(reasons(stranger)).contains("authn_login_fail invalid_passkey");
    }

    @Test
    void aChallengeIsValidForFiveMinutes() {
        passkeys.registerWith(authenticator);
        Map<String, ?> early = passkeys.loginOptions();
        Map<String, ?> late = passkeys.loginOptions();

        clock.advance(Duration.ofMinutes(5).minusSeconds(1));
        passkeys.login(authenticator.get(early)).then().statusCode(200);

        clock.advance(Duration.ofSeconds(1));
        passkeys.login(authenticator.get(late)).then().statusCode(401);
    }

    @Test
    void aChallengeLogsInOnce() {
        passkeys.registerWith(authenticator);
        Map<String, Object> assertion = authenticator.get(passkeys.loginOptions());

        passkeys.login(assertion).then().statusCode(200);
        passkeys.login(assertion).then().statusCode(401);
    }

    @Test
    void ofFiftyParallelUsesOfAChallengeOneWins() throws Exception {
        passkeys.registerWith(authenticator);
        Map<String, Object> assertion = authenticator.get(passkeys.loginOptions());

        List<Integer> statuses =
                ConcurrentCalls.run(50, thread -> passkeys.login(assertion).statusCode());

        assertThat(statuses).containsOnlyOnce(200);
        assertThat(statuses).containsOnly(200, 401);
    }

    @Test
    void ofFiftyParallelRegistrationsWithAChallengeOneWins() throws Exception {
        Customer customer = api.register();
        Map<String, ?> options = passkeys.registrationOptions(customer).path("options");

        List<Integer> statuses = ConcurrentCalls.run(
                50,
                thread -> passkeys.finish(customer, new EmulatedAuthenticator().create(options))
                        .statusCode());

        assertThat(statuses).containsOnlyOnce(200);
        assertThat(statuses).containsOnly(200, 400);
        api.cookie(customer.cookie()).get("/store/auth/passkeys").then().body("passkeys.size()", equalTo(1));
    }

    @Test
    void aSignCountMustRise() {
        authenticator.withSignCount(7);
        Customer customer = passkeys.registerWith(authenticator);

        passkeys.login(authenticator.withSignCount(8)).then().statusCode(200);
        passkeys.login(authenticator.withSignCount(8)).then().statusCode(401);
        passkeys.login(authenticator.withSignCount(3)).then().statusCode(401);
        passkeys.login(authenticator.withSignCount(0)).then().statusCode(401);
        passkeys.login(authenticator.withSignCount(9)).then().statusCode(200);

        assertThat(reasons(customer).stream().filter("authn_login_fail passkey_sign_count"::equals))
                .hasSize(3);
    }

    @Test
    void anAuthenticatorNeedsNotCount() {
        passkeys.registerWith(authenticator);

        passkeys.login(authenticator).then().statusCode(200);
        passkeys.login(authenticator).then().statusCode(200);
    }

    @Test
    void aRemovedPasskeyLogsNobodyIn() {
        Customer customer = api.register();
        String id = passkeys.register(customer, authenticator, null).path("passkey.id");
        passkeys.remove(customer, id).then().statusCode(200);

        passkeys.login(authenticator).then().statusCode(401);
    }

    @Test
    void aLockedAccountIsRefusedUntilItIsUnlocked() {
        Customer customer = passkeys.registerWith(authenticator);
        String admin = admins.token(admins.add());
        api.bearer(admin)
                .contentType("application/json")
                .body(Map.of("reason", "test"))
                .post("/admin/customers/" + customer.id() + "/lock")
                .then()
                .statusCode(200);

        passkeys.login(authenticator).then().statusCode(401);
        assertThat(reasons(customer)).contains("authn_login_fail no_live_account");

        api.bearer(admin)
                .delete("/admin/customers/" + customer.id() + "/lock")
                .then()
                .statusCode(200);
        passkeys.login(authenticator).then().statusCode(200);
    }

    @Test
    void aDeletedAccountIsRefusedAndHasNoPasskeys() {
        Customer customer = passkeys.registerWith(authenticator);
        api.bearer(admins.token(admins.add()))
                .delete("/admin/customers/" + customer.id() + "/account")
                .then()
                .statusCode(200);

        passkeys.login(authenticator).then().statusCode(401);
        assertThat(stored(customer)).isZero();
    }

    @Test
    void theErasureOfACommandDeletesPasskeys() {
        Customer customer = passkeys.registerWith(authenticator);

        jdbc.sql("select storelatch.erase_customer(?)")
                .param(customer.id())
                .query(Boolean.class)
                .single();

        assertThat(stored(customer)).isZero();
    }

    @Test
    void aPasskeyDoesNotConfirmTheAddress() {
        Customer customer = passkeys.registerWith(authenticator);
        jdbc.sql("update storelatch.account_state set verified_email = null where account_id = ?")
                .param(customer.id())
                .update();

        passkeys.login(authenticator).then().statusCode(200);

        assertThat(jdbc.sql("select count(verified_email) from storelatch.account_state where account_id = ?")
                        .param(customer.id())
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void aLoginIsRecordedLikeOneByPassword() {
        Customer customer = passkeys.registerWith(authenticator);
        passkeys.login(authenticator).then().statusCode(200);

        api.cookie(customer.cookie())
                .get("/store/customers/me/security-events")
                .then()
                .body("security_events.event", hasItem("authn_passkey_added"))
                .body("security_events[0].event", equalTo("authn_login_success"))
                .body("security_events[0].way", equalTo("cookie"));
    }

    @Test
    void aRegistrationThatWasBegunCannotBeFinishedAfterAllLoginsHaveEnded() {
        Customer customer = api.register();
        Map<String, ?> options = passkeys.registrationOptions(customer).path("options");
        api.cookie(customer.cookie())
                .delete("/store/customers/me/sessions")
                .then()
                .statusCode(200);

        passkeys.finish(customer, authenticator.create(options)).then().statusCode(400);
    }

    @Test
    void passkeysArePartOfThePersonalData() {
        Customer customer = passkeys.registerWith(authenticator);

        api.json(Map.of("current_password", customer.password()), customer.cookie())
                .post("/store/customers/me/personal-data")
                .then()
                .statusCode(200)
                .body("passkeys.credential_id", containsInAnyOrder(authenticator.credentialId()));
    }

    private Map<String, ?> adminOptions() {
        return api.request()
                .header("Origin", "http://localhost:7001")
                .post("/admin/auth/passkeys/login-options")
                .path("options");
    }

    private List<Set<String>> methods(Customer customer) {
        return jdbc.sql("""
                        select methods from storelatch.session_attributes
                        where attribute_bytes = convert_to(?, 'UTF8') and methods is not null
                        """)
                .param(customer.id())
                .query((row, number) -> Set.of((String[]) row.getArray(1).getArray()))
                .list();
    }

    private List<String> reasons(Customer customer) {
        return jdbc.sql("select event || ' ' || coalesce(reason, '') from storelatch.audit_event where account_id = ?")
                .param(customer.id())
                .query(String.class)
                .list();
    }

    private int stored(Customer customer) {
        return jdbc.sql("""
                        select (select count(*) from storelatch.passkey where account_id = :id)
                             + (select count(*) from storelatch.passkey_user where account_id = :id)
                        """).param("id", customer.id()).query(Integer.class).single();
    }
}
