package dev.storelatch.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.storelatch.outbox.NotificationType;
import dev.storelatch.support.AdminApi;
import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.MailedLinks;
import dev.storelatch.support.ServerTest;
import dev.storelatch.support.TestClock;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What an administrator can do with a customer's account, one story for each row of the table in the documentation. */
@ServerTest
class AccountAdministrationTest {

    private static final String CUSTOMERS = "/admin/customers/";
    private static final Set<String> OF_EACH_RESPONSE = Set.of("Date", "X-Request-Id");

    @Autowired
    Api api;

    @Autowired
    AdminApi adminApi;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    List<NotificationType> notificationTypes;

    @Autowired
    TestClock clock;

    private String admin;

    @BeforeEach
    void logIn() {
        admin = adminApi.token(adminApi.add("member"));
    }

    @Test
    void sessionsOfACustomerAreListed() {
        Customer customer = api.register();
        api.newSession(customer);

        Response list = api.bearer(admin).get(CUSTOMERS + customer.id() + "/sessions");

        assertThat(list.statusCode()).isEqualTo(200);
        assertThat(list.<List<Map<String, Object>>>path("sessions"))
                .hasSize(2)
                .allSatisfy(session -> assertThat(session.keySet())
                        .containsExactly("id", "device", "network", "created_at", "last_seen_at", "current"));
        assertThat(list.<List<Boolean>>path("sessions.current")).containsExactly(false, false);
    }

    @Test
    void oneSessionOfACustomerIsEnded() {
        Customer customer = api.register();
        String sessions = CUSTOMERS + customer.id() + "/sessions";
        String id = api.bearer(admin).get(sessions).path("sessions[0].id");
        String other = api.newSession(customer);

        api.bearer(admin)
                .delete(sessions + "/" + id)
                .then()
                .statusCode(200)
                .body(equalTo("{\"id\":\"%s\",\"object\":\"session\",\"deleted\":true}".formatted(id)));

        assertThat(api.cookieStatus(customer.cookie())).isEqualTo(401);
        assertThat(api.cookieStatus(other)).isEqualTo(200);
        api.bearer(admin)
                .delete(sessions + "/" + id)
                .then()
                .statusCode(404)
                .body("message", equalTo("Session with id: " + id + " was not found"));
    }

    @Test
    void allLoginsOfACustomerAreEnded() {
        Customer customer = api.register();
        Customer stranger = api.register();
        String token = api.token(customer);
        String refreshToken = api.refreshableLogin(customer).path("refresh_token");

        api.bearer(admin)
                .delete(CUSTOMERS + customer.id() + "/sessions")
                .then()
                .statusCode(200)
                .body(equalTo("{\"id\":\"%s\",\"object\":\"sessions\",\"deleted\":true}".formatted(customer.id())));

        assertThat(api.cookieStatus(customer.cookie())).isEqualTo(401);
        assertThat(api.tokenStatus(token)).isEqualTo(401);
        assertThat(api.refresh(refreshToken).statusCode()).isEqualTo(401);
        assertThat(api.login(customer).statusCode()).isEqualTo(200);
        assertThat(api.cookieStatus(stranger.cookie())).isEqualTo(200);
    }

    @Test
    void lockedCustomerIsLoggedOutAndCannotLogInUntilUnlocked() {
        Customer customer = api.register();
        String token = api.token(customer);
        String refreshToken = api.refreshableLogin(customer).path("refresh_token");
        String lock = CUSTOMERS + customer.id() + "/lock";
        Response wrong = api.login(customer.withPassword("a wrong password"));
        api.bearer(admin).get(lock).then().statusCode(200).body(equalTo("{\"lock\":null}"));

        Response locked = lock(customer.id(), Map.of("reason", "chargebacks"));

        assertThat(locked.asString()).isEqualTo("{\"lock\":{\"until\":null,\"reason\":\"chargebacks\"}}");
        assertThat(api.bearer(admin).get(lock).asString()).isEqualTo(locked.asString());
        assertThat(api.cookieStatus(customer.cookie())).isEqualTo(401);
        assertThat(api.tokenStatus(token)).isEqualTo(401);
        assertThat(api.refresh(refreshToken).statusCode()).isEqualTo(401);
        Response refused = api.login(customer);
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.asString()).isEqualTo(wrong.asString()).doesNotContain("chargebacks");
        assertThat(refused.headers().asList())
                .filteredOn(header -> !OF_EACH_RESPONSE.contains(header.getName()))
                .containsExactlyElementsOf(wrong.headers().asList().stream()
                        .filter(header -> !OF_EACH_RESPONSE.contains(header.getName()))
                        .toList());

        api.bearer(admin)
                .delete(lock)
                .then()
                .statusCode(200)
                .body(equalTo("{\"id\":\"%s\",\"object\":\"lock\",\"deleted\":true}".formatted(customer.id())));

        assertThat(api.login(customer).statusCode()).isEqualTo(200);
        // What the lock has ended stays ended.
        assertThat(api.cookieStatus(customer.cookie())).isEqualTo(401);
        assertThat(api.tokenStatus(token)).isEqualTo(401);
    }

    @Test
    void lockUntilATimeEndsByItself() {
        Customer customer = api.register();
        String until = clock.instant().plus(Duration.ofDays(1)).toString().replaceFirst("\\.\\d+Z", ".250Z");

        Response locked = lock(customer.id(), Map.of("reason", "too many returns", "until", until));

        assertThat(locked.<String>path("lock.until")).isEqualTo(until);
        assertThat(api.login(customer).statusCode()).isEqualTo(401);
        // The time of the database counts, as it does for each request.
        jdbc.sql("update storelatch.account_state set locked_until = now() where account_id = ?")
                .param(customer.id())
                .update();
        assertThat(api.login(customer).statusCode()).isEqualTo(200);
        assertThat(api.bearer(admin).get(CUSTOMERS + customer.id() + "/lock").asString())
                .isEqualTo("{\"lock\":null}");
    }

    @Test
    void lockVoidsMailedLinks() {
        Customer customer = api.register();
        MailedLinks links = new MailedLinks(jdbc, notificationTypes);
        api.json(Map.of("email", customer.email())).post("/store/customers/password-token");
        String token = links.token(MailedLinks.RESET, customer.id());

        lock(customer.id(), Map.of("reason", "x"));
        api.bearer(admin).delete(CUSTOMERS + customer.id() + "/lock");

        api.json(Map.of("email", customer.email(), "token", token, "password", "a quite new password"))
                .post("/store/customers/password-reset")
                .then()
                .statusCode(401);
    }

    @Test
    void passwordResetIsTriggeredButNotShown() {
        Customer customer = api.register();
        MailedLinks links = new MailedLinks(jdbc, notificationTypes);

        Response response = api.bearer(admin).post(CUSTOMERS + customer.id() + "/password-token");

        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(response.asString()).isEmpty();
        assertThat(api.cookieStatus(customer.cookie())).isEqualTo(200);
        api.json(Map.of(
                        "email",
                        customer.email(),
                        "token",
                        links.token(MailedLinks.RESET, customer.id()),
                        "password",
                        "a quite new password"))
                .post("/store/customers/password-reset")
                .then()
                .statusCode(200);
        assertThat(api.login(customer.withPassword("a quite new password")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void passwordResetOfALockedCustomerIsRefused() {
        Customer customer = api.register();
        lock(customer.id(), Map.of("reason", "x"));

        api.bearer(admin)
                .post(CUSTOMERS + customer.id() + "/password-token")
                .then()
                .statusCode(400)
                .body("message", equalTo("The account is locked"));
    }

    @Test
    void rateLimitsOfACustomersAddressAreReset() {
        Customer customer = api.register();
        Customer wrong = customer.withPassword("a wrong password");
        while (api.login(wrong).statusCode() == 401) {}
        assertThat(api.login(customer).statusCode()).isEqualTo(429);

        api.bearer(admin)
                .delete(CUSTOMERS + customer.id() + "/rate-limits")
                .then()
                .statusCode(200)
                .body(equalTo("{\"id\":\"%s\",\"object\":\"rate-limits\",\"deleted\":true}".formatted(customer.id())));

        assertThat(api.login(customer).statusCode()).isEqualTo(200);
    }

    @Test
    void stateOfTheAccountIsShown() {
        Customer customer = api.register();
        String path = CUSTOMERS + customer.id();

        Response fresh = api.bearer(admin).get(path + "/account");
        api.login(customer);
        api.bearer(admin)
                .contentType("application/json")
                .body(Map.of("reason", "chargebacks"))
                .post(path + "/lock");
        Response used = api.bearer(admin).get(path + "/account");

        assertThat(fresh.<Map<String, Object>>path("account").keySet())
                .containsExactly("id", "object", "email_verified", "awaits_verification", "last_login_at", "lock");
        assertThat(fresh.<Map<String, Object>>path("account"))
                .containsEntry("id", customer.id())
                .containsEntry("object", "customer")
                .containsEntry("email_verified", false)
                .containsEntry("awaits_verification", false)
                .containsEntry("lock", null);
        assertThat(used.<String>path("account.last_login_at")).isNotNull();
        assertThat(used.<String>path("account.lock.reason")).isEqualTo("chargebacks");
        assertThat(api.bearer(admin).get(CUSTOMERS + "nobody/account").statusCode())
                .isEqualTo(404);
    }

    @Test
    void confirmationOfTheAddressIsMailedAgain() {
        Customer customer = api.register();
        String path = CUSTOMERS + customer.id() + "/email-token";

        assertThat(api.bearer(admin).post(path).statusCode()).isEqualTo(204);

        String link = new MailedLinks(jdbc, notificationTypes).token(MailedLinks.CONFIRMATION, customer.id());
        api.json(Map.of("token", link))
                .post("/store/customers/email-confirm")
                .then()
                .statusCode(200);
        assertThat(api.bearer(admin)
                        .get(CUSTOMERS + customer.id() + "/account")
                        .<Boolean>path("account.email_verified"))
                .isTrue();
        api.bearer(admin)
                .post(path)
                .then()
                .statusCode(400)
                .body("message", equalTo("The e-mail address is confirmed already"));
    }

    @Test
    void confirmationIsNotMailedToALockedAccountNorTooOften() {
        Customer locked = api.register();
        Customer other = api.register();
        api.bearer(admin)
                .contentType("application/json")
                .body(Map.of("reason", "chargebacks"))
                .post(CUSTOMERS + locked.id() + "/lock");

        api.bearer(admin)
                .post(CUSTOMERS + locked.id() + "/email-token")
                .then()
                .statusCode(400)
                .body("message", equalTo("The account is locked"));
        for (int mail = 0; mail < 3; mail++) {
            assertThat(api.bearer(admin)
                            .post(CUSTOMERS + other.id() + "/email-token")
                            .statusCode())
                    .isEqualTo(204);
        }
        assertThat(api.bearer(admin)
                        .post(CUSTOMERS + other.id() + "/email-token")
                        .statusCode())
                .isEqualTo(429);
    }

    @Test
    void customersAreFoundByTheNumberOfAnOrder() {
        String email = Api.newEmail();
        String order = GuestOrders.place(jdbc, email);
        int number = jdbc.sql("select display_id from \"order\" where id = ?")
                .param(order)
                .query(Integer.class)
                .single();

        assertThat(found("order_number=" + number)).containsExactly(email);
        assertThat(found("order_number=" + number + "&has_account=true")).isEmpty();
        assertThat(found("order_number=" + number + "&q=nobody")).isEmpty();
        assertThat(found("order_number=2147483647")).isEmpty();
        for (String malformed : List.of("x", "1.5", "99999999999")) {
            api.bearer(admin)
                    .get("/admin/customers?order_number=" + malformed)
                    .then()
                    .statusCode(400)
                    .body("message", equalTo("order_number must be an integer of 32 bits"));
        }
    }

    private List<String> found(String query) {
        return api.bearer(admin).get("/admin/customers?" + query).path("customers.email");
    }

    @Test
    void roleThatIsEnforcedIsShown() {
        adminApi.add();

        assertThat(api.bearer(admin).get("/admin/role").asString()).isEqualTo("{\"is_admin\":false}");
        assertThat(api.bearer(adminApi.token(adminApi.add())).get("/admin/role").asString())
                .isEqualTo("{\"is_admin\":true}");
    }

    @Test
    void deletedCustomerIsLoggedOutAndTheAddressCanRegisterAgain() {
        Customer customer = api.register();
        String token = api.token(customer);
        String boss = adminApi.token(adminApi.add());

        api.bearer(boss)
                .delete(CUSTOMERS + customer.id() + "/account")
                .then()
                .statusCode(200)
                .body(equalTo("{\"id\":\"%s\",\"object\":\"customer\",\"deleted\":true}".formatted(customer.id())));

        assertThat(api.cookieStatus(customer.cookie())).isEqualTo(401);
        assertThat(api.tokenStatus(token)).isEqualTo(401);
        assertThat(api.login(customer).statusCode()).isEqualTo(401);
        // The data stay, as when Medusa deletes.
        assertThat(jdbc.sql("select email from customer where id = ? and deleted_at is not null")
                        .param(customer.id())
                        .query(String.class)
                        .single())
                .isEqualTo(customer.email());
        assertThat(api.json(Api.credentials(customer.email(), customer.password()))
                        .post("/store/customers")
                        .statusCode())
                .isEqualTo(200);
        api.bearer(boss).delete(CUSTOMERS + customer.id() + "/account").then().statusCode(404);
    }

    @Test
    void crossSiteRequestCannotLockAnAccount() {
        Customer customer = api.register();
        String cookie = adminApi.newSession(adminApi.add());

        for (String origin : List.of("https://evil.example", "http://localhost:8000")) {
            api.json(Map.of("reason", "x"), cookie)
                    .header("Origin", origin)
                    .post(CUSTOMERS + customer.id() + "/lock")
                    .then()
                    .statusCode(403);
        }
        assertThat(api.cookieStatus(customer.cookie())).isEqualTo(200);

        api.json(Map.of("reason", "x"), cookie)
                .header("Origin", "http://localhost:7000")
                .post(CUSTOMERS + customer.id() + "/lock")
                .then()
                .statusCode(200);
        assertThat(api.cookieStatus(customer.cookie())).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, sessions",
        "DELETE, sessions",
        "DELETE, sessions/x",
        "GET, lock",
        "POST, lock",
        "DELETE, lock",
        "POST, password-token",
        "DELETE, rate-limits"
    })
    void unknownDeletedAndGuestCustomersAreNotFound(String method, String path) {
        String guest = "cus_guest_" + UUID.randomUUID();
        jdbc.sql("insert into customer (id, email) values (?, ?)")
                .params(guest, Api.newEmail())
                .update();
        Customer deleted = api.register();
        jdbc.sql("update customer set deleted_at = now() where id = ?")
                .param(deleted.id())
                .update();

        for (String id : List.of("cus_nope", guest, deleted.id(), "%C3%A9", "x".repeat(3000))) {
            api.bearer(admin)
                    .header("Content-Type", "application/json")
                    .body("{\"reason\":\"x\"}")
                    .request(method, CUSTOMERS + id + "/" + path)
                    .then()
                    .statusCode(404)
                    .body(
                            "message",
                            equalTo("Customer with id: %s was not found".formatted(id.replace("%C3%A9", "é"))));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | reason must be a string, reason should not be empty",
                "{\"reason\":5} | reason must be a string, reason should not be empty",
                "{\"reason\":\" \"} | reason should not be empty",
                "{\"reason\":\"a\\u0000b\"} | reason must not contain NUL characters",
                "{\"reason\":\"\\ud800\"} | The request's body is not well-formed Unicode",
                "{\"reason\":\"x\",\"until\":5} | until must be a valid ISO 8601 date string with a time zone",
                "{\"reason\":\"x\",\"until\":\"\"} | until must be a valid ISO 8601 date string with a time zone",
                "{\"reason\":\"x\",\"until\":\"tomorrow\"} | until must be a valid ISO 8601 date string with a time zone",
                "{\"reason\":\"x\",\"until\":\"2099-01-01\"} | until must be a valid ISO 8601 date string with a time zone",
                "{\"reason\":\"x\",\"until\":\"2099-01-01T00:00:00\"} | until must be a valid ISO 8601 date string with a time zone",
                "{\"reason\":\"x\",\"until\":\"2001-01-01T00:00:00Z\"} | until must be a date in the future, before the year 10000",
                "{\"reason\":\"x\",\"until\":\"+999999999-01-01T00:00:00Z\"} | until must be a date in the future, before the year 10000",
                "{\"reason\":\"x\",\"until\":\"-999999999-01-01T00:00:00Z\"} | until must be a date in the future, before the year 10000",
                "{\"reason\":\"x\",\"who\":1} | property who should not exist",
                "[] | an unknown value was passed to the validate function"
            })
    void invalidLocksAreRefused(String body, String message) {
        Customer customer = api.register();

        lock(customer.id(), body).then().statusCode(400).body("message", equalTo(message));
        lock(customer.id(), Map.of("reason", "x".repeat(501)))
                .then()
                .statusCode(400)
                .body("message", equalTo("reason must be shorter than or equal to 500 characters"));

        assertThat(api.cookieStatus(customer.cookie())).isEqualTo(200);
    }

    @Test
    void passwordTokenTakesNoProperties() {
        Customer customer = api.register();

        api.bearer(admin)
                .header("Content-Type", "application/json")
                .body("{\"password\":\"chosen by the administrator\"}")
                .post(CUSTOMERS + customer.id() + "/password-token")
                .then()
                .statusCode(400)
                .body("message", equalTo("property password should not exist"));
    }

    private Response lock(String customerId, Object body) {
        return api.bearer(admin)
                .header("Content-Type", "application/json")
                .body(body)
                .post(CUSTOMERS + customerId + "/lock");
    }
}
