package dev.storelatch.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.storelatch.core.Failure;
import dev.storelatch.password.Passwords;
import dev.storelatch.support.AdminApi;
import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.ServerTest;
import dev.storelatch.support.TestClock;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Why a person cannot log in: one rule for each cause of the report. */
@ServerTest
class SignInReportTest {

    private static final String WRONG = "a wrong password";

    @Autowired
    Api api;

    @Autowired
    AdminApi adminApi;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Passwords passwords;

    @Autowired
    TestClock clock;

    private AdminApi.User admin;
    private String token;

    @BeforeEach
    void logIn() {
        admin = adminApi.add("member");
        token = adminApi.token(admin);
    }

    @Test
    void accountThatCanLogInHasNoCauses() {
        Customer customer = api.register();
        api.login(customer);

        Response report = report(customer.id());

        assertThat(report.statusCode()).isEqualTo(200);
        assertThat(report.asString().replaceFirst("\\[.*hashing_queue_full.*]", "[]"))
                .isEqualTo(
                        "{\"sign_in_report\":{\"id\":\"%s\",\"object\":\"customer\",\"state\":\"active\",\"causes\":[]}}"
                                .formatted(customer.id()));
    }

    @Test
    void lockNamesWhoHasSetItAndWhyAndTheRequestThatRemovesIt() {
        Customer customer = api.register();
        Instant before = clock.instant().minusSeconds(1);
        String until = "2199-12-31T00:00:00.000Z";
        asAdmin()
                .body(Map.of("reason", "chargebacks", "until", until))
                .post("/admin/customers/" + customer.id() + "/lock");
        assertThat(api.login(customer).statusCode()).isEqualTo(401);

        Response report = report(customer.id());

        assertThat(codes(report)).containsExactly("account_locked", "sessions_ended");
        Map<String, Object> cause = cause(report, "account_locked");
        assertThat(cause.keySet()).containsExactly("code", "message", "since", "until", "remedy");
        assertThat(report.<String>path("sign_in_report.state")).isEqualTo("locked");
        assertThat(cause)
                .containsEntry(
                        "message",
                        "The account was locked by %s until 2199-12-31T00:00:00Z. Reason: chargebacks"
                                .formatted(admin.id()))
                .containsEntry("until", until)
                .containsEntry(
                        "remedy", Map.of("method", "DELETE", "path", "/admin/customers/" + customer.id() + "/lock"));
        assertThat(Instant.parse((String) cause.get("since"))).isBetween(before, clock.instant());

        repair(cause);
        assertThat(report(customer.id()).<String>path("sign_in_report.state")).isEqualTo("active");
        assertThat(api.login(customer).statusCode()).isEqualTo(200);
        assertThat(codes(report(customer.id()))).isEmpty();
    }

    @Test
    void accountWithoutAPasswordIsRepairedByAMailedLink() {
        Customer customer = api.register();
        jdbc.sql("update customer set password_hash = null where id = ?")
                .param(customer.id())
                .update();
        assertThat(api.login(customer).statusCode()).isEqualTo(401);

        Response report = report(customer.id());

        assertThat(codes(report)).containsExactly("no_password");
        assertThat(repair(cause(report, "no_password")).statusCode()).isEqualTo(204);
    }

    @Test
    void usedUpAttemptsNameTheTimeOfTheNextAndThatKnownDevicesHaveTheirOwn() {
        Customer customer = api.register();
        String device = Api.deviceCookie(api.login(customer));
        while (api.login(customer.withPassword(WRONG)).statusCode() == 401) {}
        assertThat(api.login(customer).statusCode()).isEqualTo(429);

        Response report = report(customer.id());

        assertThat(codes(report)).containsExactly("login_throttled", "wrong_password", "attempts_refused");
        Map<String, Object> cause = cause(report, "login_throttled");
        assertThat((String) cause.get("message")).contains("from new devices", "have limits of their own");
        assertThat(Instant.parse((String) cause.get("until")))
                .isBetween(clock.instant(), clock.instant().plus(Duration.ofMinutes(1)));
        assertThat(loginOn(device, customer).statusCode()).isEqualTo(200);

        repair(cause(report(customer.id()), "login_throttled"));
        assertThat(codes(report(customer.id()))).isEmpty();
        assertThat(api.login(customer).statusCode()).isEqualTo(200);
    }

    @Test
    void attemptsAreNotThrottledAnyMoreOnceTheTimeHasPassed() {
        Customer customer = api.register();
        while (api.login(customer.withPassword(WRONG)).statusCode() == 401) {}
        Map<String, Object> cause = cause(report(customer.id()), "login_throttled");

        clock.advance(Duration.between(clock.instant(), Instant.parse((String) cause.get("until")))
                .plusMillis(1));

        assertThat(codes(report(customer.id()))).doesNotContain("login_throttled");
        assertThat(api.login(customer).statusCode()).isEqualTo(200);
    }

    @Test
    void usedUpAttemptsOfAKnownDeviceAreACauseOfTheirOwn() {
        Customer customer = api.register();
        String device = Api.deviceCookie(api.login(customer));
        while (loginOn(device, customer.withPassword(WRONG)).statusCode() == 401) {}

        Response report = report(customer.id());

        assertThat(codes(report)).contains("device_throttled").doesNotContain("login_throttled");
        repair(cause(report, "device_throttled"));
        assertThat(loginOn(device, customer).statusCode()).isEqualTo(200);
    }

    @Test
    void wrongPasswordsAreCountedSinceTheLastLogin() {
        Customer customer = api.register();
        api.login(customer.withPassword(WRONG));
        api.login(customer);
        IntStream.range(0, 3).forEach(number -> api.login(customer.withPassword(WRONG)));
        api.json(Map.of("phone", "1", "current_password", WRONG), customer.cookie())
                .post("/store/customers/me");

        Response report = report(customer.id());

        assertThat(codes(report)).containsExactly("wrong_password");
        assertThat((String) cause(report, "wrong_password").get("message")).contains("was sent 3 times since");
        assertThat(repair(cause(report, "wrong_password")).statusCode()).isEqualTo(204);
        api.login(customer);
        assertThat(codes(report(customer.id()))).isEmpty();
    }

    @Test
    void wrongPasswordsBeforeAChangeOfThePasswordDoNotCount() {
        Customer customer = api.register();
        api.login(customer.withPassword(WRONG));
        api.json(Map.of("password", "a quite new password"), customer.cookie()).post("/store/customers/me");

        assertThat(codes(report(customer.id()))).isEmpty();
        api.login(customer);
        assertThat((String) cause(report(customer.id()), "wrong_password").get("message"))
                .contains("was sent once since");
    }

    @Test
    void usedUpMailsForANewPasswordAreACause() {
        Customer customer = api.register();
        IntStream.range(0, 4)
                .forEach(number -> api.json(Map.of("email", customer.email())).post("/store/customers/password-token"));

        Response report = report(customer.id());

        assertThat(codes(report)).containsExactly("reset_mail_throttled");
        repair(cause(report, "reset_mail_throttled"));
        assertThat(codes(report(customer.id()))).isEmpty();
    }

    @Test
    void sessionsThatWereNotUsedAfterTheLoginShowThatTheCookieIsNotSentBack() {
        Customer customer = api.register();
        api.login(customer);
        String cookie = api.newSession(customer);
        assertThat(codes(report(customer.id()))).isEmpty();

        clock.advance(Duration.ofMinutes(2));

        Response report = report(customer.id());
        assertThat(codes(report)).containsExactly("cookie_not_returned");
        assertThat((String) cause(report, "cookie_not_returned").get("message"))
                .contains("(sessions: 3)", "the command doctor");
        assertThat(cause(report, "cookie_not_returned")).containsEntry("remedy", null);

        api.cookieStatus(cookie);
        assertThat(codes(report(customer.id()))).isEmpty();
    }

    @Test
    void sessionsThatAnAdministratorHasEndedAreACauseUntilTheNextLogin() {
        Customer customer = api.register();
        asAdmin().delete("/admin/customers/" + customer.id() + "/sessions");

        Response report = report(customer.id());

        assertThat(codes(report)).containsExactly("sessions_ended");
        assertThat((String) cause(report, "sessions_ended").get("message")).endsWith(": an administrator ended them.");
        api.login(customer);
        assertThat(codes(report(customer.id()))).isEmpty();
    }

    @Test
    void requestsFromAPageOfAnotherSiteAreACause() {
        Customer customer = api.register();
        api.cookie(customer.cookie())
                .header("Origin", "https://unknown.example")
                .header("Sec-Fetch-Site", "cross-site")
                .post("/store/customers/me")
                .then()
                .statusCode(403);

        Response report = report(customer.id());

        assertThat(codes(report)).containsExactly("cross_site_refused");
        assertThat((String) cause(report, "cross_site_refused").get("message"))
                .contains("refused once")
                .endsWith("not in storelatch.cors.store.");
        api.login(customer);
        assertThat(codes(report(customer.id()))).isEmpty();
    }

    @Test
    void logOutIsNoCause() {
        Customer customer = api.register();
        api.cookie(customer.cookie()).delete("/store/auth").then().statusCode(200);

        assertThat(codes(report(customer.id()))).isEmpty();
    }

    @Test
    void refusalsOfAFullHashingQueueAreACauseOfEveryAccount() {
        Customer customer = api.register();
        List<Passwords.Admission> admissions = new ArrayList<>();
        try {
            fillQueue(admissions);
            assertThat(api.login(customer).statusCode()).isEqualTo(429);
        } finally {
            admissions.forEach(Passwords.Admission::close);
        }

        Response report = report(customer.id());

        assertThat((String) cause(report, "hashing_queue_full").get("message")).startsWith("This server was too busy");
    }

    @Test
    void guestsAndDeletedAndErasedCustomersHaveNoAccount() {
        String guest = "cus_guest_" + UUID.randomUUID();
        String email = Api.newEmail();
        jdbc.sql("insert into customer (id, email) values (?, ?)")
                .params(guest, email)
                .update();
        Customer deleted = api.register();
        String boss = adminApi.token(adminApi.add());
        api.bearer(boss).delete("/admin/customers/" + deleted.id() + "/account");

        assertThat(codes(report(guest))).containsExactly("no_account");
        assertThat(report(guest).<String>path("sign_in_report.state")).isEqualTo("guest");
        assertThat(cause(report(guest), "no_account"))
                .containsEntry("remedy", Map.of("method", "POST", "path", "/store/customers"));
        assertThat(codes(report(deleted.id()))).containsExactly("account_deleted");
        assertThat(report(deleted.id()).<String>path("sign_in_report.state")).isEqualTo("deleted");

        api.bearer(boss).delete("/admin/customers/" + deleted.id() + "/personal-data");
        assertThat(codes(report(deleted.id()))).containsExactly("account_erased");
        assertThat(report(deleted.id()).<String>path("sign_in_report.state")).isEqualTo("erased");
    }

    @Test
    void guestWhoHasAnAccountBesideIsToldWithItsId() {
        Customer customer = api.register();
        String guest = "cus_guest_" + UUID.randomUUID();
        jdbc.sql("insert into customer (id, email) values (?, ?)")
                .params(guest, customer.email())
                .update();

        Response report = report(guest);

        assertThat((String) cause(report, "no_account").get("message")).contains(customer.id());
        assertThat(cause(report, "no_account")).containsEntry("remedy", null);
        assertThat(report.asString()).doesNotContain(customer.email());
    }

    @Test
    void reportContainsNoAddressAndNoSecret() {
        Customer customer = api.register();
        Response login = api.login(customer);
        while (api.login(customer.withPassword(WRONG)).statusCode() == 401) {}
        api.json(Map.of("email", customer.email())).post("/store/customers/password-token");
        asAdmin().body(Map.of("reason", "x")).post("/admin/customers/" + customer.id() + "/lock");

        assertThat(report(customer.id()).asString())
                .contains("account_locked", "wrong_password")
                .doesNotContain(customer.email(), customer.password(), WRONG, Api.deviceCookie(login));
    }

    @Test
    void userHasAReportForTheRoleAdmin() {
        AdminApi.User user = adminApi.add("developer");
        String boss = adminApi.token(adminApi.add());
        String path = "/admin/users/" + user.id() + "/sign-in-report";
        adminApi.login(user.withPassword(WRONG));
        api.bearer(boss)
                .contentType("application/json")
                .body(Map.of("reason", "left"))
                .post("/admin/users/" + user.id() + "/lock");

        Response report = api.bearer(boss).get(path);

        assertThat(codes(report)).containsExactly("account_locked", "wrong_password");
        assertThat(report.<String>path("sign_in_report.object")).isEqualTo("user");
        assertThat(report.<String>path("sign_in_report.causes[0].remedy.path"))
                .isEqualTo("/admin/users/" + user.id() + "/lock");
        api.bearer(token).get(path).then().statusCode(403);
        assertThat(codes(report(customerOf(user)))).isEmpty();
    }

    @Test
    void unknownAccountsAndCallersWithoutALoginAreRefused() {
        asAdmin()
                .get("/admin/customers/cus_nope/sign-in-report")
                .then()
                .statusCode(404)
                .body("message", equalTo("Customer with id: cus_nope was not found"));
        api.request().get("/admin/customers/cus_nope/sign-in-report").then().statusCode(401);
    }

    /** Registers the address of the user as a customer, which is another account. */
    private String customerOf(AdminApi.User user) {
        return api.json(Api.credentials(user.email(), user.password()))
                .post("/store/customers")
                .path("customer.id");
    }

    private void fillQueue(List<Passwords.Admission> admissions) {
        try {
            while (true) {
                admissions.add(passwords.admit(() -> true));
            }
        } catch (Failure.TooManyRequests full) {
            assertThat(admissions).isNotEmpty();
        }
    }

    private Response loginOn(String device, Customer customer) {
        return api.json(Api.credentials(customer.email(), customer.password()))
                .header("Cookie", "storelatch.device=" + device)
                .post("/store/auth");
    }

    private RequestSpecification asAdmin() {
        return api.bearer(token).contentType("application/json");
    }

    private Response report(String id) {
        return asAdmin().get("/admin/customers/" + id + "/sign-in-report");
    }

    /** Sends the request that the cause names. */
    private Response repair(Map<String, Object> cause) {
        Map<?, ?> remedy = (Map<?, ?>) Objects.requireNonNull(cause.get("remedy"));
        Response response = asAdmin().request((String) remedy.get("method"), (String) remedy.get("path"));
        assertThat(response.statusCode()).isBetween(200, 204);
        return response;
    }

    /** Leaves out the full queue, which one test causes, and which the server remembers for a while. */
    private static List<String> codes(Response report) {
        return report.<List<String>>path("sign_in_report.causes.code").stream()
                .filter(code -> !code.equals("hashing_queue_full"))
                .toList();
    }

    private static Map<String, Object> cause(Response report, String code) {
        return report.<List<Map<String, Object>>>path("sign_in_report.causes").stream()
                .filter(cause -> code.equals(cause.get("code")))
                .findFirst()
                .orElseThrow(() -> new AssertionError(code + " is missing: " + report.asString()));
    }
}
