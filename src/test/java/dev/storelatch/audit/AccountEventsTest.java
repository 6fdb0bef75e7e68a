package dev.storelatch.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.outbox.NotificationType;
import dev.storelatch.support.AdminApi;
import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.MailedLinks;
import dev.storelatch.support.ServerTest;
import dev.storelatch.support.Statements;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Changes of accounts, endings, links and what administrators do, in the audit log. */
@ServerTest
@Import(AuditTable.class)
class AccountEventsTest {

    @Autowired
    Api api;

    @Autowired
    AdminApi adminApi;

    @Autowired
    AuditTable events;

    @Autowired
    Statements statements;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    List<NotificationType> notificationTypes;

    private AdminApi.User admin;
    private String token;

    @BeforeEach
    void logIn() {
        admin = adminApi.add();
        token = adminApi.token(admin);
    }

    @Test
    void registrationAndLogOutAreEvents() {
        long before = events.newest();
        Customer customer = api.register();
        api.cookie(customer.cookie()).delete("/store/auth");

        assertThat(events.since(before)).containsExactly("user_created", "session_ended logged_out");
    }

    @Test
    void newPasswordAndAddressAreEventsWithTheEndOfOtherSessions() {
        Customer customer = api.register();
        api.login(customer);
        long before = events.newest();
        String password = "a new password " + UUID.randomUUID();
        String email = Api.newEmail();

        api.json(Map.of("password", password), customer.cookie()).post("/store/customers/me");
        api.json(Map.of("email", email), customer.cookie()).post("/store/customers/me");
        api.json(Map.of("first_name", "Anna"), customer.cookie()).post("/store/customers/me");

        assertThat(events.since(before))
                .containsExactlyInAnyOrder(
                        "session_ended cookie password_changed",
                        "authn_password_change cookie",
                        "authn_email_change cookie");
        assertThat(events.text()).doesNotContain(password).doesNotContain(email);
    }

    @Test
    void passwordResetIsAnEventForEachStep() {
        Customer customer = api.register();
        long before = events.newest();

        api.json(Map.of("email", customer.email())).post("/store/customers/password-token");
        String link = new MailedLinks(jdbc, notificationTypes).token(MailedLinks.RESET, customer.id());
        api.json(Map.of("email", customer.email(), "token", link, "password", "a new password " + UUID.randomUUID()))
                .post("/store/customers/password-reset")
                .then()
                .statusCode(200);

        assertThat(events.since(before))
                .containsExactlyInAnyOrder(
                        "authn_link_request password_reset",
                        "authn_link_use link password_reset",
                        "session_ended password_changed",
                        "authn_password_change");
        assertThat(events.text()).doesNotContain(link);
    }

    @Test
    void resetForAnUnknownAddressIsRecordedWithoutIt() {
        long before = events.newest();
        String email = Api.newEmail();

        api.json(Map.of("email", email)).post("/store/customers/password-token");

        assertThat(events.since(before)).containsExactly("authn_link_request password_reset");
        assertThat(events.text()).doesNotContain(email).doesNotContain("none_");
    }

    @Test
    void whatAnAdministratorDoesToACustomerNamesTheAdministrator() {
        Customer customer = api.register();
        String path = "/admin/customers/" + customer.id();
        long before = events.newest();

        asAdmin().body(Map.of("first_name", "Anna")).post(path);
        asAdmin().body(Map.of("reason", "chargebacks")).post(path + "/lock");
        asAdmin().delete(path + "/lock");
        asAdmin().delete(path + "/lock");
        asAdmin().delete(path + "/rate-limits");
        api.newSession(customer);
        asAdmin().delete(path + "/sessions");
        asAdmin().delete(path + "/account");
        asAdmin().delete(path + "/personal-data");

        assertThat(events.since(before))
                .containsExactly(
                        "user_updated token",
                        "session_ended token locked",
                        "authn_login_lock token",
                        "authn_login_unlock token",
                        "excess_rate_limit_reset token",
                        "authn_login_success cookie",
                        "session_ended token ended_by_administrator",
                        "user_archived token",
                        "user_deleted token");
        assertThat(jdbc.sql("""
                        select distinct actor_id from storelatch.audit_event
                        where account_id = ? and event not in ('user_created', 'authn_login_success')
                        """).param(customer.id()).query(String.class).list())
                .containsExactly(admin.id());
    }

    @Test
    void customerDoesNotSeeWhoOrWhereAnAdministratorIs() {
        Customer customer = api.register();
        asAdmin().body(Map.of("first_name", "Anna")).post("/admin/customers/" + customer.id());

        Response list = api.cookie(customer.cookie()).get("/store/customers/me/security-events");

        assertThat(list.<Map<String, Object>>path("security_events[0]"))
                .containsEntry("event", "user_updated")
                .containsEntry("by_administrator", true)
                .containsEntry("network", null)
                .containsEntry("way", null);
        assertThat(list.asString()).doesNotContain(admin.id());
    }

    @Test
    void usersRolesTokensAndInvitesAreEvents() {
        AdminApi.User user = adminApi.add("member");
        String path = "/admin/users/" + user.id();
        String apiToken = "api-" + UUID.randomUUID();
        String invited = Api.newEmail();
        long before = events.newest();

        asAdmin().body(Map.of("role", "developer", "api_token", apiToken)).post(path);
        asAdmin().body(Map.of("api_token", "")).post(path);
        asAdmin().body(Map.of("user", invited, "role", "member")).post("/admin/invites");
        String invite = jdbc.sql("select id from invite where user_email = ?")
                .param(invited)
                .query(String.class)
                .single();
        asAdmin().delete("/admin/invites/" + invite);
        asAdmin().delete("/admin/invites/" + invite);
        asAdmin().delete(path);

        assertThat(events.since(before))
                .containsExactly(
                        "user_updated token",
                        "privilege_permissions_changed token",
                        "authn_token_created token",
                        "user_updated token",
                        "authn_token_revoked token",
                        "user_invited token",
                        "user_invite_revoked token",
                        "user_archived token");
        assertThat(jdbc.sql("select detail from storelatch.audit_event where account_id = ? and event like 'priv%'")
                        .param(user.id())
                        .query(String.class)
                        .single())
                .isEqualTo("member to developer");
        assertThat(events.text()).doesNotContain(apiToken).doesNotContain(invited);
    }

    @Test
    void acceptedInviteIsAnEventOfTheNewUser() {
        String invited = Api.newEmail();
        asAdmin().body(Map.of("user", invited, "role", "member")).post("/admin/invites");
        String invite =
                asAdmin().get("/admin/invites").path("invites.find { it.user_email == '%s' }.token".formatted(invited));
        long before = events.newest();

        api.json(Map.of("token", invite, "user", Map.of("password", "a new password " + UUID.randomUUID())))
                .post("/admin/invites/accept")
                .then()
                .statusCode(200);

        assertThat(events.since(before)).containsExactly("user_created", "authn_link_use link invite");
        assertThat(events.text()).doesNotContain(invited).doesNotContain(invite);
    }

    @Test
    void logOutByTokenIsOneEventAndARepeatedOneIsNone() {
        Customer customer = api.register();
        String bearer = api.token(customer);
        Response refreshable = api.refreshableLogin(customer);
        String access = refreshable.path("access_token");
        String refresh = refreshable.path("refresh_token");
        long before = events.newest();

        api.bearer(bearer).delete("/store/auth");
        api.bearer(bearer).delete("/store/auth");
        assertThat(events.since(before)).containsExactly("authn_token_revoked token logged_out");

        api.bearer(access)
                .contentType("application/json")
                .body(Map.of("refresh_token", refresh))
                .delete("/store/auth");
        assertThat(events.since(before)).hasSize(2).last().isEqualTo("authn_token_revoked token logged_out");
        assertThat(events.last(customer.id())).containsEntry("actor_id", null);
        assertThat(events.text()).doesNotContain(bearer).doesNotContain(refresh);
    }

    @Test
    void missingRoleIsAnEventOfTheUserUpToALimit() {
        AdminApi.User member = adminApi.add("member");
        String bearer = adminApi.token(member);

        IntStream.range(0, 25)
                .forEach(number -> api.bearer(bearer).get("/admin/users").then().statusCode(403));

        assertThat(events.of(member.id()))
                .filteredOn(event -> event.startsWith("authz_fail"))
                .hasSize(20)
                .containsOnly("authz_fail token missing_role");
    }

    @Test
    void crossSiteRequestIsAnEventOfTheAccountOfItsCookie() {
        Customer customer = api.register();
        Runnable attack = () -> api.cookie(customer.cookie())
                .header("Origin", "https://evil.example")
                .post("/store/customers/me")
                .then()
                .statusCode(403);

        List<String> sql = statements.of(attack);

        assertThat(events.of(customer.id()))
                .filteredOn(event -> event.startsWith("authz_fail"))
                .hasSize(2)
                .containsOnly("authz_fail cookie cross_site");
        assertThat(sql)
                .filteredOn(statement -> statement.contains("audit_event"))
                .hasSize(1);
        assertThat(events.last(customer.id())).containsEntry("realm", "store").containsEntry("actor_id", null);
    }

    @Test
    void crossSiteRequestWithoutALiveSessionIsNoEventAndCostsNoStatementWithoutASignature() {
        Customer customer = api.register();
        api.cookie(customer.cookie()).delete("/store/auth");
        long before = events.newest();

        for (String cookie : List.of(customer.cookie(), "s%3Aforged.signature")) {
            api.cookie(cookie)
                    .header("Origin", "https://evil.example")
                    .post("/store/customers/me")
                    .then()
                    .statusCode(403);
        }

        assertThat(events.since(before)).isEmpty();
        assertThat(statements.of(() -> api.cookie("s%3Aforged.signature")
                        .header("Origin", "https://evil.example")
                        .post("/store/customers/me")))
                .isEmpty();
    }

    @Test
    void refusedProbesAreRecordedUpToALimit() {
        Customer customer = api.register();
        long before = events.newest();

        IntStream.range(0, 100).forEach(number -> api.request().get("/store/auth/" + customer.email()));

        assertThat(events.since(before))
                .filteredOn(event -> event.equals("excess_rate_limit_exceeded probe"))
                .hasSize(20);
    }

    @Test
    void severalEventsOfATransactionCostOneStatement() {
        Customer customer = api.register();
        String path = "/admin/customers/" + customer.id() + "/lock";

        assertThat(statements.of(() -> asAdmin().body(Map.of("reason", "test")).post(path)))
                .filteredOn(statement -> statement.contains("insert into storelatch.audit_event"))
                .singleElement()
                .asString()
                .startsWith("1 ");
    }

    @Test
    void erasedAccountKeepsItsEventsWithoutNetworkAndDetail() {
        Customer customer = api.register();
        api.login(customer);
        asAdmin().delete("/admin/customers/" + customer.id() + "/personal-data");

        assertThat(events.of(customer.id())).contains("authn_login_success cookie");
        assertThat(jdbc.sql("""
                        select count(*) from storelatch.audit_event
                        where account_id = ? and event = 'authn_login_success' and (network is not null or detail is not null)
                        """).param(customer.id()).query(Long.class).single())
                .isZero();
    }

    private io.restassured.specification.RequestSpecification asAdmin() {
        return api.bearer(token).contentType("application/json");
    }
}
