package dev.storelatch.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.storelatch.outbox.NotificationType;
import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.ConcurrentCalls;
import dev.storelatch.support.MailedLinks;
import dev.storelatch.support.ServerTest;
import dev.storelatch.support.TestClock;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A new password by a mailed link (OWASP Forgot Password, WSTG-ATHN-09). */
@ServerTest
class PasswordResetTest {

    private static final String REQUEST = "/store/customers/password-token";
    private static final String RESET = "/store/customers/password-reset";
    private static final String NEW_PASSWORD = "a quite new password";

    @Autowired
    Api api;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TestClock clock;

    @Autowired
    List<NotificationType> topics;

    private MailedLinks mailed;

    @BeforeEach
    void readMail() {
        mailed = new MailedLinks(jdbc, topics);
    }

    @Test
    void theMailedTokenSetsANewPasswordAndLogsNobodyIn() {
        Customer customer = api.register();

        Response answer = reset(customer, requested(customer));

        answer.then().statusCode(200).body("customer.id", equalTo(customer.id()));
        assertThat(answer.jsonPath().getMap("customer").keySet())
                .containsExactly(
                        "id",
                        "created_at",
                        "updated_at",
                        "deleted_at",
                        "email",
                        "first_name",
                        "last_name",
                        "billing_address_id",
                        "phone",
                        "has_account",
                        "metadata");
        assertThat(answer.header("Set-Cookie")).isNull();
        assertThat(logIn(customer.email(), customer.password())).isEqualTo(401);
        assertThat(logIn(customer.email(), NEW_PASSWORD)).isEqualTo(200);
    }

    @Test
    void aResetEndsEveryLogInAndEvenTheOneThatMadeIt() {
        Customer customer = api.register();
        String token = api.token(customer);
        String other = Api.sessionCookie(api.json(Map.of("email", customer.email(), "password", customer.password()))
                .post("/store/auth"));

        api.json(body(customer.email(), requested(customer), NEW_PASSWORD))
                .header("Cookie", "connect.sid=" + customer.cookie())
                .post(RESET)
                .then()
                .statusCode(200);

        api.bearer(token).get("/store/customers/me").then().statusCode(401);
        api.cookie(other).get("/store/customers/me").then().statusCode(401);
        api.cookie(customer.cookie()).get("/store/customers/me").then().statusCode(401);
    }

    @Test
    void aResetLeavesSomebodyElsesSessionAlone() {
        Customer customer = api.register();
        Customer other = api.register();

        api.json(body(customer.email(), requested(customer), NEW_PASSWORD))
                .header("Cookie", "connect.sid=" + other.cookie())
                .post(RESET)
                .then()
                .statusCode(200);

        api.cookie(other.cookie()).get("/store/customers/me").then().statusCode(200);
    }

    @Test
    void aTokenWorksOnce() {
        Customer customer = api.register();
        String token = requested(customer);
        reset(customer, token).then().statusCode(200);

        assertRefused(reset(customer, token));
    }

    @Test
    void aNewRequestVoidsTheOldLink() {
        Customer customer = api.register();
        String old = requested(customer);
        String token = requested(customer);

        assertRefused(reset(customer, old));
        reset(customer, token).then().statusCode(200);
    }

    @ParameterizedTest
    @CsvSource({"895, 200", "900, 401"})
    void aTokenLivesForAQuarterOfAnHour(int seconds, int status) {
        Customer customer = api.register();
        String token = requested(customer);

        clock.advance(Duration.ofSeconds(seconds));

        reset(customer, token).then().statusCode(status);
    }

    @Test
    void aTokenIsItsAccountsOnly() {
        Customer customer = api.register();
        Customer other = api.register();
        String token = requested(customer);

        assertRefused(api.json(body(other.email(), token, NEW_PASSWORD)).post(RESET));
        assertRefused(api.json(body(nobody(), token, NEW_PASSWORD)).post(RESET));
        reset(customer, token).then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "a.b.c", "\ud83d\ude00"})
    void whatIsNoTokenIsRefused(String token) {
        assertRefused(reset(api.register(), token));
    }

    /** Pain of Medusa: who reads the database can reset every password. Here the database is not enough. */
    @Test
    void nothingInTheDatabaseIsAToken() {
        Customer customer = api.register();
        String token = requested(customer);
        Map<String, Object> row = jdbc.sql("select * from storelatch.link_token where account_id = ?")
                .param(customer.id())
                .query()
                .singleRow();

        assertThat(row.values())
                .extracting(String::valueOf)
                .doesNotContain(token)
                .allSatisfy(stored -> assertRefused(reset(customer, stored)));
        assertThat(token).matches("[\\w-]{43}");
    }

    @Test
    void aRefusedPasswordSpendsNothing() {
        Customer customer = api.register();
        String token = requested(customer);

        api.json(body(customer.email(), token, "short"))
                .post(RESET)
                .then()
                .statusCode(400)
                .body("message", equalTo("password must be longer than or equal to 8 characters"));
        api.json(body(customer.email(), token, customer.email()))
                .post(RESET)
                .then()
                .statusCode(400)
                .body("message", equalTo("password must not be the email"));

        reset(customer, token).then().statusCode(200);
    }

    /** As in the contract. */
    @Test
    void anEmptyPasswordChangesAndSpendsNothing() {
        Customer customer = api.register();
        String token = requested(customer);

        api.json(body(customer.email(), token, "")).post(RESET).then().statusCode(200);

        api.cookie(customer.cookie()).get("/store/customers/me").then().statusCode(200);
        reset(customer, token).then().statusCode(200);
    }

    /** ASVS 6.3.8. */
    @Test
    void nobodyLearnsWhoHasAnAccount() {
        Customer customer = api.register();
        Customer deleted = api.register();
        jdbc.sql("update customer set deleted_at = now() where id = ?")
                .param(deleted.id())
                .update();
        Customer guest = api.register();
        jdbc.sql("update customer set has_account = false, password_hash = null where id = ?")
                .param(guest.id())
                .update();
        Response known = request(customer.email());

        known.then().statusCode(204).body(equalTo(""));
        assertThat(List.of(nobody(), deleted.email(), guest.email())).allSatisfy(email -> {
            Response unknown = request(email);
            assertThat(unknown.statusCode()).isEqualTo(204);
            assertThat(unknown.asString()).isEmpty();
            assertThat(withoutDate(unknown)).isEqualTo(withoutDate(known));
        });
    }

    @Test
    void anAccountWithoutAPasswordGetsItsFirst() {
        Customer customer = api.register();
        jdbc.sql("update customer set password_hash = null where id = ?")
                .param(customer.id())
                .update();

        reset(customer, requested(customer)).then().statusCode(200);

        assertThat(logIn(customer.email(), NEW_PASSWORD)).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"email", "password"})
    void noLinkOutlivesTheCredentialsItWasAskedWith(String changed) {
        Customer customer = api.register();
        String token = requested(customer);
        String value = changed.equals("email") ? nobody() : "yet another password";
        api.json(Map.of(changed, value))
                .header("Cookie", "connect.sid=" + customer.cookie())
                .post("/store/customers/me")
                .then()
                .statusCode(200);

        assertRefused(reset(customer, token));
        String email = changed.equals("email") ? value : customer.email();
        assertRefused(api.json(body(email, token, NEW_PASSWORD)).post(RESET));
    }

    /** WSTG-ATHN-09: a stranger's Host must not get the token. */
    @Test
    void theLinkLeadsWhereTheSettingSaysWhateverTheRequestDoes() {
        Customer customer = api.register();

        api.json(Map.of("email", customer.email()))
                .header("Host", "evil.example")
                .header("X-Forwarded-Host", "evil.example")
                .header("Forwarded", "host=evil.example")
                .header("Origin", "http://localhost:8000")
                .post(REQUEST)
                .then()
                .statusCode(204);

        assertThat(mailed.page(MailedLinks.RESET, customer.id()))
                .matches("https://shop\\.example\\.com/reset#token=[\\w-]{43}&email="
                        + customer.email().replace("@", "%40"));
    }

    /** A mail scanner that opens links must not use one up. */
    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "PUT", "OPTIONS", "DELETE"})
    void onlyAPostSpendsAToken(String method) {
        Customer customer = api.register();
        String token = requested(customer);

        api.json(body(customer.email(), token, NEW_PASSWORD)).request(method, RESET);
        api.request().request(method, RESET + "?token=" + token + "&email=" + customer.email() + "&password=x");

        reset(customer, token).then().statusCode(200);
    }

    /** ASVS 9.2.2, WSTG-SESS-08. */
    @Test
    void aTokenForOnePurposeIsWorthNothingForAnother() {
        Customer customer = api.register();
        String token = requested(customer);
        String access = api.token(customer);

        api.bearer(token).get("/store/customers/me").then().statusCode(401);
        api.json(Map.of("token", token))
                .post("/store/orders/customer/confirm")
                .then()
                .statusCode(400)
                .body("message", equalTo("token must be a jwt string"));
        assertRefused(reset(customer, access));
        reset(customer, token).then().statusCode(200);
    }

    @Test
    void anAddressIsMailedThreeTimesInARowWhoeverItBelongsTo() {
        for (String email : new String[] {api.register().email(), nobody()}) {
            for (int i = 0; i < 3; i++) {
                request(email.toUpperCase(Locale.ROOT)).then().statusCode(204);
            }

            Response refusal = request(email);

            refusal.then().statusCode(429).body("type", equalTo("too_many_requests"));
            assertThat(Integer.parseInt(refusal.header("Retry-After"))).isBetween(590, 600);
            clock.advance(Duration.ofMinutes(10));
            request(email).then().statusCode(204);
            request(email).then().statusCode(429);
        }
    }

    @Test
    void aRefusedRequestLeavesTheLastLinkGood() {
        Customer customer = api.register();
        request(customer.email());
        request(customer.email());
        String token = requested(customer);
        request(customer.email()).then().statusCode(429);

        reset(customer, token).then().statusCode(200);
    }

    @Test
    void aResetGivesTheLogInAttemptsBack() {
        Customer customer = api.register();
        for (int i = 0; i < 10; i++) {
            assertThat(logIn(customer.email(), "wrong")).isEqualTo(401);
        }
        assertThat(logIn(customer.email(), customer.password())).isEqualTo(429);

        reset(customer, requested(customer)).then().statusCode(200);

        assertThat(logIn(customer.email(), NEW_PASSWORD)).isEqualTo(200);
    }

    @Test
    void theAddressMayBeWrittenInCapitals() {
        Customer customer = api.register();
        String upper = customer.email().toUpperCase(Locale.ROOT);
        request(upper).then().statusCode(204);
        String token = mailed.token(MailedLinks.RESET, customer.id());

        api.json(body(upper, token, NEW_PASSWORD)).post(RESET).then().statusCode(200);
    }

    /** Twenty at once: each brings a password of its own, and one of them counts. */
    @Test
    @Tag("races")
    void ofTwentySimultaneousResetsOneSucceeds() throws Exception {
        Customer customer = api.register();
        String token = requested(customer);

        List<Integer> answers = ConcurrentCalls.run(
                20,
                thread -> api.json(body(customer.email(), token, NEW_PASSWORD + thread))
                        .post(RESET)
                        .statusCode());

        assertThat(answers).containsOnly(200, 401).containsOnlyOnce(200);
        assertThat(logIn(customer.email(), NEW_PASSWORD + answers.indexOf(200))).isEqualTo(200);
    }

    @Test
    @Tag("races")
    void ofTwentySimultaneousRequestsOneLinkRemains() throws Exception {
        Customer customer = api.register();

        List<Integer> answers =
                ConcurrentCalls.run(20, thread -> request(customer.email()).statusCode());

        assertThat(answers).containsOnly(204, 429);
        assertThat(jdbc.sql("select count(*) from storelatch.link_token where account_id = ?")
                        .param(customer.id())
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    /** Whichever comes first, the other finds its link void or its session ended, and nobody waits in a circle. */
    @RepeatedTest(5)
    @Tag("races")
    void aResetAndAChangeOfThePasswordAtOnceDoNoHarm() throws Exception {
        Customer customer = api.register();
        String token = requested(customer);

        List<Integer> answers = ConcurrentCalls.run(
                8,
                thread -> thread % 2 == 0
                        ? reset(customer, token).statusCode()
                        : api.json(Map.of("password", "another password " + thread))
                                .header("Cookie", "connect.sid=" + customer.cookie())
                                .post("/store/customers/me")
                                .statusCode());

        assertThat(answers).containsOnly(200, 401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/STORE/CUSTOMERS/PASSWORD-TOKEN", REQUEST + "/", "/Store/customers/Password-Token/"})
    void aPathInAnotherSpellingIsTheSameRoute(String path) {
        api.json(Map.of("email", nobody())).post(path).then().statusCode(204);
    }

    private String requested(Customer customer) {
        request(customer.email()).then().statusCode(204);
        return mailed.token(MailedLinks.RESET, customer.id());
    }

    private Response request(String email) {
        return api.json(Map.of("email", email)).post(REQUEST);
    }

    private Response reset(Customer customer, String token) {
        return api.json(body(customer.email(), token, NEW_PASSWORD)).post(RESET);
    }

    private int logIn(String email, String password) {
        return api.json(Map.of("email", email, "password", password))
                .post("/store/auth")
                .statusCode();
    }

    private static Map<String, String> body(String email, String token, String password) {
        return Map.of("email", email, "token", token, "password", password);
    }

    private static void assertRefused(Response answer) {
        answer.then()
                .statusCode(401)
                .header("WWW-Authenticate", "Bearer")
                .body(equalTo("{\"type\":\"unauthorized\",\"message\":\"Invalid or expired password reset token\"}"));
    }

    private static List<String> withoutDate(Response response) {
        return response.headers().asList().stream()
                .filter(header -> !header.getName().equals("Date"))
                .map(Object::toString)
                .toList();
    }

    private static String nobody() {
        return "nobody-" + UUID.randomUUID() + "@example.com";
    }
}
