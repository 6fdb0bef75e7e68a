package dev.storelatch.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.storelatch.outbox.NotificationType;
import dev.storelatch.support.AdminApi;
import dev.storelatch.support.AdminApi.User;
import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.ConcurrentCalls;
import dev.storelatch.support.MailedLinks;
import dev.storelatch.support.ServerTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** What administrators can do with each other's accounts, and what keeps them from locking everybody out. */
@ServerTest
class UserAccountAdministrationTest {

    private static final String USERS = "/admin/users/";
    private static final String LAST_ADMIN =
            "The last user with the role admin cannot be deleted, locked or given another role";

    @Autowired
    Api api;

    @Autowired
    AdminApi adminApi;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionOperations transaction;

    @Autowired
    List<NotificationType> notificationTypes;

    private User admin;
    private String token;

    @BeforeEach
    void logIn() {
        admin = adminApi.add();
        token = adminApi.token(admin);
    }

    @Test
    void sessionsOfAUserAreListedAndEnded() {
        User user = adminApi.add("member");
        String first = adminApi.newSession(user);
        String second = adminApi.newSession(user);
        String sessions = USERS + user.id() + "/sessions";

        List<String> ids = api.bearer(token).get(sessions).path("sessions.id");
        assertThat(ids).hasSize(2);
        api.bearer(token).delete(sessions + "/" + ids.get(0)).then().statusCode(200);
        assertThat(List.of(adminApi.cookieStatus(first), adminApi.cookieStatus(second)))
                .containsExactlyInAnyOrder(200, 401);
        api.bearer(token)
                .delete(sessions)
                .then()
                .statusCode(200)
                .body(equalTo("{\"id\":\"%s\",\"object\":\"sessions\",\"deleted\":true}".formatted(user.id())));

        assertThat(adminApi.cookieStatus(first)).isEqualTo(401);
        assertThat(adminApi.cookieStatus(second)).isEqualTo(401);
        assertThat(adminApi.login(user).statusCode()).isEqualTo(200);
    }

    @Test
    void ownSessionIsTheCurrentOne() {
        String cookie = adminApi.newSession(admin);

        assertThat(api.cookie(cookie).get(USERS + admin.id() + "/sessions").<List<Boolean>>path("sessions.current"))
                .containsExactly(true);
        api.cookie(cookie).delete(USERS + admin.id() + "/sessions").then().statusCode(200);
        assertThat(adminApi.cookieStatus(cookie)).isEqualTo(401);
    }

    /** A customer who is logged in on the same session stays. */
    @Test
    void endedUserLeavesTheCustomerOnTheSession() {
        User user = adminApi.add("member");
        Customer customer = api.register();
        String cookie = Api.sessionCookie(adminApi.login(user, customer.cookie()));

        api.bearer(token).delete(USERS + user.id() + "/sessions");

        assertThat(adminApi.cookieStatus(cookie)).isEqualTo(401);
        assertThat(api.cookieStatus(cookie)).isEqualTo(200);
    }

    @Test
    void lockedUserIsRefusedByCookieTokenAndApiToken() {
        User user = adminApi.add("member");
        String cookie = adminApi.newSession(user);
        String bearer = adminApi.token(user);
        String apiToken = "api-" + UUID.randomUUID();
        api.bearer(token)
                .header("Content-Type", "application/json")
                .body(Map.of("api_token", apiToken))
                .post(USERS + user.id())
                .then()
                .statusCode(200);
        Response wrong = adminApi.login(user.withPassword("a wrong password"));
        assertThat(apiTokenStatus(apiToken)).isEqualTo(200);

        assertThat(lock(user, token).asString())
                .isEqualTo("{\"lock\":{\"until\":null,\"reason\":\"left the company\"}}");

        assertThat(adminApi.cookieStatus(cookie)).isEqualTo(401);
        assertThat(adminApi.tokenStatus(bearer)).isEqualTo(401);
        assertThat(apiTokenStatus(apiToken)).isEqualTo(401);
        Response refused = adminApi.login(user);
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.asString()).isEqualTo(wrong.asString());

        api.bearer(token).delete(USERS + user.id() + "/lock").then().statusCode(200);
        assertThat(adminApi.login(user).statusCode()).isEqualTo(200);
        assertThat(adminApi.cookieStatus(cookie)).isEqualTo(401);
    }

    @Test
    void rateLimitsOfAUsersAddressAreReset() {
        User user = adminApi.add("member");
        User wrong = user.withPassword("a wrong password");
        while (adminApi.login(wrong).statusCode() == 401) {}
        assertThat(adminApi.login(user).statusCode()).isEqualTo(429);

        api.bearer(token).delete(USERS + user.id() + "/rate-limits").then().statusCode(200);

        assertThat(adminApi.login(user).statusCode()).isEqualTo(200);
    }

    /** Otherwise a member could register an administrator's address, and guess the password without limit. */
    @Test
    void limitsOfAUserAreNotResetWithThoseOfACustomerOfTheSameAddress() {
        User user = adminApi.add();
        String member = adminApi.token(adminApi.add("member"));
        String customer = api.json(Api.credentials(user.email(), "a customer's password"))
                .post("/store/customers")
                .path("customer.id");
        User wrong = user.withPassword("a wrong password");
        while (adminApi.login(wrong).statusCode() == 401) {}

        api.bearer(member)
                .delete("/admin/customers/" + customer + "/rate-limits")
                .then()
                .statusCode(200);

        assertThat(adminApi.login(wrong).statusCode()).isEqualTo(429);
    }

    @Test
    void passwordResetOfAUserIsTriggered() {
        User user = adminApi.add("member");
        MailedLinks links = new MailedLinks(jdbc, notificationTypes);

        api.bearer(token).post(USERS + user.id() + "/password-token").then().statusCode(204);

        api.json(Map.of(
                        "email",
                        user.email(),
                        "token",
                        links.token(MailedLinks.ADMIN_RESET, user.id()),
                        "password",
                        "a quite new password"))
                .post("/admin/users/reset-password")
                .then()
                .statusCode(200);
        assertThat(adminApi.login(user.withPassword("a quite new password")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void erasedUserIsGone() {
        User user = adminApi.add("member");
        String cookie = adminApi.newSession(user);
        jdbc.sql("insert into invite (id, user_email, token) values (?, ?, 'jwt')")
                .params("invite_" + user.id(), user.email())
                .update();

        api.bearer(token)
                .delete(USERS + user.id() + "/personal-data")
                .then()
                .statusCode(200)
                .body(equalTo("{\"id\":\"%s\",\"object\":\"user\",\"deleted\":true}".formatted(user.id())));

        assertThat(adminApi.cookieStatus(cookie)).isEqualTo(401);
        assertThat(adminApi.login(user).statusCode()).isEqualTo(401);
        assertThat(jdbc.sql("""
                        select email || ' ' || (deleted_at is not null) || ' ' || (password_hash is null)
                        from "user" where id = ?
                        """).param(user.id()).query(String.class).single())
                .isEqualTo(user.id() + "@erased.invalid true true");
        assertThat(jdbc.sql("select user_email || ' ' || token from invite where id = ?")
                        .param("invite_" + user.id())
                        .query(String.class)
                        .single())
                .isEqualTo("invite_%1$s@erased.invalid invite_%1$s".formatted(user.id()));
        api.bearer(token)
                .delete(USERS + user.id() + "/personal-data")
                .then()
                .statusCode(404)
                .body("message", equalTo("User with id: " + user.id() + " was not found"));
        api.bearer(token)
                .header("Content-Type", "application/json")
                .body(Map.of("email", user.email(), "password", "a quite new password"))
                .post("/admin/users")
                .then()
                .statusCode(200);
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
        "DELETE, rate-limits",
        "DELETE, personal-data"
    })
    void unknownUsersAreNotFoundAndMembersAreRefused(String method, String path) {
        String member = adminApi.token(adminApi.add("member"));
        Customer customer = api.register();

        for (String id : List.of("usr_nope", customer.id())) {
            request(token, method, USERS + id + "/" + path)
                    .then()
                    .statusCode(404)
                    .body("message", equalTo("User with id: " + id + " was not found"));
            request(member, method, USERS + id + "/" + path)
                    .then()
                    .statusCode(403)
                    .body("message", equalTo("This requires the role admin"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"account", "personal-data"})
    void membersCannotDeleteOrEraseCustomers(String path) {
        Customer customer = api.register();
        for (String role : List.of("member", "developer")) {
            request(adminApi.token(adminApi.add(role)), "DELETE", "/admin/customers/" + customer.id() + "/" + path)
                    .then()
                    .statusCode(403);
        }
        assertThat(api.cookieStatus(customer.cookie())).isEqualTo(200);
    }

    @Test
    void ownAccountCannotBeLockedOrErased() {
        lock(admin, token)
                .then()
                .statusCode(400)
                .body("message", equalTo("Users cannot lock or erase their own account"));
        api.bearer(token).delete(USERS + admin.id() + "/personal-data").then().statusCode(400);

        assertThat(adminApi.tokenStatus(token)).isEqualTo(200);
    }

    /** Only another admin could do that, who is then the last one, unless the two meet. */
    @ParameterizedTest
    @CsvSource({"POST, lock", "DELETE, personal-data"})
    void lastAdminCannotBeLockedOrErased(String method, String path) {
        User last = adminApi.add();
        demoteAllBut(last, admin);

        CompletableFuture<Response> response = transaction.execute(status -> {
            jdbc.sql("select storelatch.is_last_admin(?)")
                    .param(last.id())
                    .query(Boolean.class)
                    .single();
            CompletableFuture<Response> request =
                    CompletableFuture.supplyAsync(() -> request(token, method, USERS + last.id() + "/" + path));
            awaitLockWait();
            jdbc.sql("update storelatch.account_state set locked_until = 'infinity' where account_id = ?")
                    .param(admin.id())
                    .update();
            return request;
        });

        assertThat(response.join().statusCode()).isEqualTo(400);
        assertThat(response.join().<String>path("message")).isEqualTo(LAST_ADMIN);
        assertThat(adminApi.login(last).statusCode()).isEqualTo(200);
        assertThatThrownBy(() -> jdbc.sql("select storelatch.erase_user(?)")
                        .param(last.id())
                        .query(Boolean.class)
                        .single())
                .hasMessageContaining("The last live user with the role admin cannot be erased");
    }

    /** Of two administrators who lock each other at the same moment, one stays. */
    @RepeatedTest(5)
    void twoAdministratorsCannotLockEachOther() throws Exception {
        User other = adminApi.add();
        demoteAllBut(other, admin);
        String otherToken = adminApi.token(other);

        List<Integer> statuses = ConcurrentCalls.run(List.of(
                () -> lock(other, token).statusCode(),
                () -> lock(admin, otherToken).statusCode()));

        assertThat(statuses).containsOnlyOnce(200);
        assertThat(statuses).doesNotContain(500);
        assertThat(List.of(
                        adminApi.login(admin).statusCode(),
                        adminApi.login(other).statusCode()))
                .containsExactlyInAnyOrder(200, 401);
    }

    /** A third administrator would be left, but the one who is locked must not lock the other any more. */
    @RepeatedTest(5)
    void lockedAdministratorCannotLockInReturn() throws Exception {
        User other = adminApi.add();
        adminApi.add();
        String otherToken = adminApi.token(other);

        List<Integer> statuses = ConcurrentCalls.run(List.of(
                () -> lock(other, token).statusCode(),
                () -> lock(admin, otherToken).statusCode()));

        assertThat(statuses).containsExactlyInAnyOrder(200, 401);
    }

    private void awaitLockWait() {
        await().until(() -> jdbc.sql("select exists (select from pg_locks where not granted)")
                .query(Boolean.class)
                .single());
    }

    private void demoteAllBut(User one, User two) {
        jdbc.sql("update \"user\" set role = 'member' where id not in (?, ?)")
                .params(one.id(), two.id())
                .update();
    }

    private Response lock(User user, String administrator) {
        return api.bearer(administrator)
                .header("Content-Type", "application/json")
                .body("{\"reason\":\"left the company\"}")
                .post(USERS + user.id() + "/lock");
    }

    private Response request(String administrator, String method, String path) {
        return api.bearer(administrator)
                .header("Content-Type", "application/json")
                .body("{\"reason\":\"x\"}")
                .request(method, path);
    }

    private int apiTokenStatus(String apiToken) {
        return api.request()
                .header("x-medusa-access-token", apiToken)
                .get("/admin/auth")
                .statusCode();
    }
}
