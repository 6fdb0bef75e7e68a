package dev.storelatch.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.storelatch.core.Actor;
import dev.storelatch.core.Realm;
import dev.storelatch.crypto.Sha256;
import dev.storelatch.outbox.Notification;
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
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Password reset by a mailed link (OWASP Forgot Password Cheat Sheet, WSTG-ATHN-09). */
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
    List<NotificationType> notificationTypes;

    private MailedLinks mailed;

    @BeforeEach
    void readMail() {
        mailed = new MailedLinks(jdbc, notificationTypes);
    }

    @Test
    void mailedTokenSetsANewPasswordWithoutALogin() {
        Customer customer = api.register();

        Response response = reset(customer, newToken(customer));

        response.then().statusCode(200).body("customer.id", equalTo(customer.id()));
        assertThat(response.jsonPath().<String, Object>getMap("customer").keySet())
                .containsExactlyElementsOf(Api.customerKeys());
        assertThat(response.header("Set-Cookie")).isNull();
        assertThat(login(customer.email(), customer.password())).isEqualTo(401);
        assertThat(login(customer.email(), NEW_PASSWORD)).isEqualTo(200);
    }

    @Test
    void resetEndsEveryLoginIncludingItsOwn() {
        Customer customer = api.register();
        String token = api.token(customer);
        String other = api.newSession(customer);

        api.json(body(customer.email(), newToken(customer), NEW_PASSWORD), customer.cookie())
                .post(RESET)
                .then()
                .statusCode(200);

        assertThat(api.tokenStatus(token)).isEqualTo(401);
        assertThat(api.cookieStatus(other)).isEqualTo(401);
        assertThat(api.cookieStatus(customer.cookie())).isEqualTo(401);
    }

    @Test
    void resetKeepsTheSessionOfAnotherCustomer() {
        Customer customer = api.register();
        Customer other = api.register();

        api.json(body(customer.email(), newToken(customer), NEW_PASSWORD), other.cookie())
                .post(RESET)
                .then()
                .statusCode(200);

        assertThat(api.cookieStatus(other.cookie())).isEqualTo(200);
    }

    @Test
    void tokenWorksOnce() {
        Customer customer = api.register();
        String token = newToken(customer);
        reset(customer, token).then().statusCode(200);

        assertRefused(reset(customer, token));
    }

    @Test
    void newRequestRevokesTheOldLink() {
        Customer customer = api.register();
        String old = newToken(customer);
        String token = newToken(customer);

        assertRefused(reset(customer, old));
        reset(customer, token).then().statusCode(200);
    }

    @ParameterizedTest
    @CsvSource({"895, 200", "900, 401"})
    void tokenExpiresAfterFifteenMinutes(int seconds, int status) {
        Customer customer = api.register();
        String token = newToken(customer);

        clock.advance(Duration.ofSeconds(seconds));

        reset(customer, token).then().statusCode(status);
    }

    @Test
    void tokenWorksForItsAccountOnly() {
        Customer customer = api.register();
        Customer other = api.register();
        String token = newToken(customer);

        assertRefused(api.json(body(other.email(), token, NEW_PASSWORD)).post(RESET));
        assertRefused(api.json(body(Api.newEmail(), token, NEW_PASSWORD)).post(RESET));
        reset(customer, token).then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "a.b.c", "\ud83d\ude00"})
    void malformedTokenIsRefused(String token) {
        assertRefused(reset(api.register(), token));
    }

    /** In Medusa, read access to the database is enough to reset every password. */
    @Test
    void databaseContainsNoUsableToken() {
        Customer customer = api.register();
        String token = newToken(customer);
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
    void refusedPasswordKeepsTheToken() {
        Customer customer = api.register();
        String token = newToken(customer);

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

    /** As in Medusa. */
    @Test
    void emptyPasswordChangesNothingAndKeepsTheToken() {
        Customer customer = api.register();
        String token = newToken(customer);

        api.json(body(customer.email(), token, "")).post(RESET).then().statusCode(200);

        assertThat(api.cookieStatus(customer.cookie())).isEqualTo(200);
        reset(customer, token).then().statusCode(200);
    }

    /** ASVS 6.3.8. */
    @Test
    void responseDoesNotRevealWhetherAnAccountExists() {
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
        assertThat(List.of(Api.newEmail(), deleted.email(), guest.email())).allSatisfy(email -> {
            Response unknown = request(email);
            assertThat(unknown.statusCode()).isEqualTo(204);
            assertThat(unknown.asString()).isEmpty();
            assertThat(withoutDate(unknown)).isEqualTo(withoutDate(known));
        });
    }

    @Test
    void accountWithoutAPasswordGetsOne() {
        Customer customer = api.register();
        jdbc.sql("update customer set password_hash = null where id = ?")
                .param(customer.id())
                .update();

        reset(customer, newToken(customer)).then().statusCode(200);

        assertThat(login(customer.email(), NEW_PASSWORD)).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"email", "password"})
    void changeOfCredentialsRevokesTheLink(String changed) {
        Customer customer = api.register();
        String token = newToken(customer);
        String value = changed.equals("email") ? Api.newEmail() : "yet another password";
        api.json(Map.of(changed, value), customer.cookie())
                .post("/store/customers/me")
                .then()
                .statusCode(200);

        assertRefused(reset(customer, token));
        String email = changed.equals("email") ? value : customer.email();
        assertRefused(api.json(body(email, token, NEW_PASSWORD)).post(RESET));
    }

    /** WSTG-ATHN-09: a forged Host header must not receive the token. */
    @Test
    void linkIgnoresTheHeadersOfTheRequest() {
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

    /** A mail scanner that opens links must not consume the token. */
    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "PUT", "OPTIONS", "DELETE"})
    void onlyPostConsumesTheToken(String method) {
        Customer customer = api.register();
        String token = newToken(customer);

        api.json(body(customer.email(), token, NEW_PASSWORD)).request(method, RESET);
        api.request().request(method, RESET + "?token=" + token + "&email=" + customer.email() + "&password=x");

        reset(customer, token).then().statusCode(200);
    }

    /** ASVS 9.2.2, WSTG-SESS-08. */
    @Test
    void tokenForOnePurposeIsRefusedForAnother() {
        Customer customer = api.register();
        String token = newToken(customer);
        String access = api.token(customer);

        assertThat(api.tokenStatus(token)).isEqualTo(401);
        api.json(Map.of("token", token))
                .post("/store/orders/customer/confirm")
                .then()
                .statusCode(400)
                .body("message", equalTo("token must be a jwt string"));
        assertRefused(reset(customer, access));
        reset(customer, token).then().statusCode(200);
    }

    /** The response does not tell, since strangers may have requested the mails. */
    @Test
    void mailsToOneAddressAreLimitedToThreeWhetherOrNotItHasAnAccount() {
        Customer customer = api.register();
        String nobody = Api.newEmail();
        for (String email : List.of(customer.email(), nobody)) {
            String account = email.equals(nobody) ? "none_" + Sha256.base64UrlOf(email) : customer.id();
            for (int i = 0; i < 3; i++) {
                String before = link(account);
                request(email.toUpperCase(Locale.ROOT)).then().statusCode(204);
                assertThat(link(account)).isNotEqualTo(before);
            }

            String last = link(account);
            Response fourth = request(email);

            fourth.then().statusCode(204).body(equalTo(""));
            assertThat(link(account)).isEqualTo(last);
            clock.advance(Duration.ofMinutes(10));
            request(email).then().statusCode(204);
            assertThat(link(account)).isNotEqualTo(last);
        }
    }

    /** A stranger who requests mails all the time does not keep the owner from a link that works. */
    @Test
    void lastMailedLinkIsValidWhileNoMoreAreSent() {
        Customer customer = api.register();
        for (int second = 0; second < 1_800; second += 20) {
            request(customer.email()).then().statusCode(204);
            assertThat(mailed.type(MailedLinks.RESET)
                            .email(new Notification(
                                    new Actor(Realm.STORE, customer.id()),
                                    mailed.id(MailedLinks.RESET, customer.id()),
                                    null)))
                    .isPresent();
            clock.advance(Duration.ofSeconds(20));
        }

        reset(customer, mailed.token(MailedLinks.RESET, customer.id())).then().statusCode(200);
    }

    @Test
    void knownBrowserHasMailsOfItsOwn() {
        Customer customer = api.register();
        String device = Api.deviceCookie(api.login(customer));
        for (int i = 0; i < 10; i++) {
            request(customer.email());
        }
        String last = link(customer.id());

        api.json(Map.of("email", customer.email()))
                .header("Cookie", "storelatch.device=" + device)
                .post(REQUEST)
                .then()
                .statusCode(204);

        assertThat(link(customer.id())).isNotEqualTo(last);
    }

    @Test
    void finishedResetRestoresTheMails() {
        Customer customer = api.register();
        for (int i = 0; i < 10; i++) {
            request(customer.email());
        }
        reset(customer, mailed.token(MailedLinks.RESET, customer.id())).then().statusCode(200);

        reset(customer, newToken(customer)).then().statusCode(200);
    }

    @Test
    void resetRestoresTheLoginAttempts() {
        Customer customer = api.register();
        for (int i = 0; i < 10; i++) {
            assertThat(login(customer.email(), "wrong")).isEqualTo(401);
        }
        assertThat(login(customer.email(), customer.password())).isEqualTo(429);

        reset(customer, newToken(customer)).then().statusCode(200);

        assertThat(login(customer.email(), NEW_PASSWORD)).isEqualTo(200);
    }

    @Test
    void caseOfTheAddressIsIgnored() {
        Customer customer = api.register();
        String upper = customer.email().toUpperCase(Locale.ROOT);
        request(upper).then().statusCode(204);
        String token = mailed.token(MailedLinks.RESET, customer.id());

        api.json(body(upper, token, NEW_PASSWORD)).post(RESET).then().statusCode(200);
    }

    @Test
    @Tag("races")
    void oneOfTwentyConcurrentResetsSucceeds() throws Exception {
        Customer customer = api.register();
        String token = newToken(customer);

        List<Integer> statuses = ConcurrentCalls.run(
                20,
                thread -> api.json(body(customer.email(), token, NEW_PASSWORD + thread))
                        .post(RESET)
                        .statusCode());

        assertThat(statuses).containsOnly(200, 401).containsOnlyOnce(200);
        assertThat(login(customer.email(), NEW_PASSWORD + statuses.indexOf(200)))
                .isEqualTo(200);
    }

    @Test
    @Tag("races")
    void oneLinkRemainsAfterTwentyConcurrentRequests() throws Exception {
        Customer customer = api.register();

        List<Integer> statuses =
                ConcurrentCalls.run(20, thread -> request(customer.email()).statusCode());

        assertThat(statuses).containsOnly(204);
        assertThat(jdbc.sql("select count(*) from storelatch.link_token where account_id = ?")
                        .param(customer.id())
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    /** The first one to commit revokes the link or the session of the other, and they do not deadlock. */
    @RepeatedTest(5)
    @Tag("races")
    void concurrentResetAndPasswordChangeDoNotFail() throws Exception {
        Customer customer = api.register();
        String token = newToken(customer);

        List<Integer> statuses = ConcurrentCalls.run(
                8,
                thread -> thread % 2 == 0
                        ? reset(customer, token).statusCode()
                        : api.json(Map.of("password", "another password " + thread), customer.cookie())
                                .post("/store/customers/me")
                                .statusCode());

        assertThat(statuses).containsOnly(200, 401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/STORE/CUSTOMERS/PASSWORD-TOKEN", REQUEST + "/", "/Store/customers/Password-Token/"})
    void caseAndTrailingSlashOfThePathAreIgnored(String path) {
        api.json(Map.of("email", Api.newEmail())).post(path).then().statusCode(204);
    }

    /** Returns the id of the account's link, which each mail replaces; empty before the first one. */
    private String link(String account) {
        return jdbc.sql("select id from storelatch.link_token where account_id = ?")
                .param(account)
                .query(String.class)
                .optional()
                .orElse("");
    }

    private String newToken(Customer customer) {
        request(customer.email()).then().statusCode(204);
        return mailed.token(MailedLinks.RESET, customer.id());
    }

    private Response request(String email) {
        return api.json(Map.of("email", email)).post(REQUEST);
    }

    private Response reset(Customer customer, String token) {
        return api.json(body(customer.email(), token, NEW_PASSWORD)).post(RESET);
    }

    private int login(String email, String password) {
        return api.login(email, password).statusCode();
    }

    private static Map<String, String> body(String email, String token, String password) {
        return Map.of("email", email, "token", token, "password", password);
    }

    private static void assertRefused(Response response) {
        response.then()
                .statusCode(401)
                .header("WWW-Authenticate", "Bearer")
                .body(equalTo("{\"type\":\"unauthorized\",\"message\":\"Invalid or expired password reset token\"}"));
    }

    private static List<String> withoutDate(Response response) {
        return response.headers().asList().stream()
                .filter(header -> !Set.of("Date", "X-Request-Id").contains(header.getName()))
                .map(Object::toString)
                .toList();
    }
}
