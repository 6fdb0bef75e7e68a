package dev.storelatch.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.support.AdminApi;
import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.ApiDescriptionFilter;
import dev.storelatch.support.ServerTest;
import dev.storelatch.support.Statements;
import dev.storelatch.support.TestClock;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Log-ins, failures and refusals in the audit log. */
@ServerTest
@Import(AuditTable.class)
class LoginEventsTest {

    private static final String WRONG = "a wrong password";

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
    TestClock clock;

    @Test
    void eachLoginIsOneEvent() {
        Customer customer = api.register();
        long before = events.newest();

        api.login(customer);
        api.token(customer);
        api.refreshableLogin(customer);
        AdminApi.User user = adminApi.add();
        adminApi.login(user);

        assertThat(events.since(before))
                .containsExactly(
                        "authn_login_success cookie",
                        "authn_login_success token",
                        "authn_login_success token",
                        "authn_login_success cookie");
        assertThat(events.last(user.id())).containsEntry("realm", "admin").containsEntry("actor_id", null);
    }

    @Test
    void eventHasTheNetworkOfTheVisitorOnly() {
        Customer customer = api.register();

        api.json(Api.credentials(customer.email(), customer.password()))
                .header("X-Forwarded-For", "198.51.100.77")
                .post("/store/auth")
                .then()
                .statusCode(200);

        assertThat(events.last(customer.id())).containsEntry("network", "198.51.100.0/24");
    }

    @Test
    void failedLoginNamesTheAccountAndTheReason() {
        Customer customer = api.register();
        jdbc.sql("insert into customer (id, email, has_account) values ('cus_guest', 'audit-guest@example.com', false)")
                .update();
        long before = events.newest();

        api.login(customer.withPassword(WRONG));
        api.login("audit-guest@example.com", WRONG);

        assertThat(events.since(before))
                .containsExactly("authn_login_fail cookie wrong_password", "authn_login_fail cookie no_live_account");
        assertThat(events.last(customer.id())).containsEntry("email_code", null);
        assertThat(events.of("cus_guest")).hasSize(1);
    }

    @Test
    void addressWithoutAnAccountIsStoredAsACodeAndFoundByTheAddress() {
        String token = adminApi.token(adminApi.add());
        String email = Api.newEmail();

        api.login(email, WRONG);

        assertThat(events.text()).doesNotContain(email).doesNotContain(WRONG);
        Response found = api.bearer(token).get("/admin/audit-events?email=" + email);
        assertThat(found.<List<String>>path("audit_events.event")).containsExactly("authn_login_fail");
        assertThat(found.<List<String>>path("audit_events.account_id")).containsExactly((String) null);
    }

    @Test
    void failuresOfOneAccountAreRecordedUpToALimitThatEndsAfterAnHour() {
        Customer customer = api.register();
        long before = events.newest();

        IntStream.range(0, 60).forEach(attempt -> api.login(customer.withPassword(WRONG)));

        assertThat(events.since(before))
                .filteredOn(event -> event.startsWith("authn_login_fail "))
                .hasSizeBetween(5, 20);
        assertThat(events.since(before))
                .filteredOn(event -> event.equals("authn_login_fail_max cookie"))
                .hasSize(20);
        clock.advance(Duration.ofHours(2));
        api.login(customer.withPassword(WRONG));
        assertThat(events.of(customer.id())).last().isEqualTo("authn_login_fail cookie wrong_password");
    }

    @Test
    void addressesWithoutAccountsCannotFillTheTable() {
        jdbc.sql("""
                insert into storelatch.audit_event (occurred_at, event, realm, email_code, network)
                select :now, 'authn_login_fail', 'store', 'code ' || n, '203.0.113.' || n || '/24'
                from generate_series(1, 1000) n
                """)
                .param("now", clock.instant().atOffset(java.time.ZoneOffset.UTC))
                .update();
        long before = events.newest();
        Customer customer = api.register();

        api.login(Api.newEmail(), WRONG);
        api.login(customer.withPassword(WRONG));

        assertThat(events.since(before))
                .filteredOn(event -> event.startsWith("authn_login_fail"))
                .containsExactly("authn_login_fail cookie wrong_password");
    }

    @Test
    void loginThatIsRolledBackIsNoEvent() {
        Customer customer = api.register();
        jdbc.sql("""
                create function refuse_device() returns trigger language plpgsql as $$
                begin raise exception 'refused'; end $$;
                create trigger refuse before insert on storelatch.known_device
                for each row execute function refuse_device()
                """).update();
        long before = events.newest();
        try {
            assertThat(failingLogin(customer).statusCode()).isEqualTo(500);
        } finally {
            jdbc.sql("drop trigger refuse on storelatch.known_device; drop function refuse_device()")
                    .update();
        }

        assertThat(events.since(before)).isEmpty();
    }

    @Test
    void loginThatCannotBeRecordedIsNoLogin() {
        Customer customer = api.register();
        jdbc.sql("alter table storelatch.audit_event add constraint refused check (account_id <> '%s') not valid"
                        .formatted(customer.id()))
                .update();
        try {
            Response refused = failingLogin(customer);
            assertThat(refused.statusCode()).isEqualTo(500);
            assertThat(refused.header("Set-Cookie")).isNull();
        } finally {
            jdbc.sql("alter table storelatch.audit_event drop constraint refused")
                    .update();
        }
        assertThat(api.login(customer).statusCode()).isEqualTo(200);
    }

    @Test
    void loginCostsOneStatementAndReadingNone() {
        Customer customer = api.register();
        String session = api.newSession(customer);

        assertThat(statements.of(() -> api.login(customer)))
                .filteredOn(statement -> statement.contains("audit_event"))
                .singleElement()
                .asString()
                .startsWith("1 ");
        assertThat(statements.of(() -> api.cookieStatus(session)))
                .singleElement()
                .asString()
                .doesNotContain("audit");
    }

    @Test
    void noSecretIsStored() {
        Customer customer = api.register();
        Response cookieLogin = api.login(customer);
        Response tokens = api.refreshableLogin(customer);
        String guessed = "guessed " + UUID.randomUUID();
        api.login(customer.withPassword(guessed));
        api.login("typed-" + guessed.replace(' ', '-') + "@example.com", WRONG);

        assertThat(events.text())
                .contains(customer.id())
                .doesNotContain(customer.email())
                .doesNotContain(customer.password())
                .doesNotContain(guessed)
                .doesNotContain(guessed.replace(' ', '-'))
                .doesNotContain(Api.sessionCookie(cookieLogin).substring(4, 30))
                .doesNotContain(Api.deviceCookie(cookieLogin))
                .doesNotContain(tokens.<String>path("access_token"))
                .doesNotContain(tokens.<String>path("refresh_token"));
    }

    @Test
    void eventsCannotBeChangedOrDeletedOnTheirDay() {
        Customer customer = api.register();
        api.login(customer);

        for (String sql : List.of(
                "update storelatch.audit_event set event = 'nothing'",
                "update storelatch.audit_event set network = '0.0.0.0/24'",
                "delete from storelatch.audit_event where occurred_at > now() - interval '1 hour'",
                "truncate storelatch.audit_event")) {
            assertThat(org.assertj.core.api.Assertions.catchThrowable(
                            () -> jdbc.sql(sql).update()))
                    .as(sql)
                    .hasMessageContaining("Audit events are append-only");
        }
    }

    @Test
    void malformedPasswordIsNotRecorded() {
        long before = events.newest();
        api.json(Map.of("email", Api.newEmail(), "password", 1)).post("/store/auth");
        assertThat(events.since(before)).isEmpty();
    }

    /** Logs in where the server cannot answer, which the API description does not have. */
    private Response failingLogin(Customer customer) {
        return api.json(Api.credentials(customer.email(), customer.password()))
                .noFiltersOfType(ApiDescriptionFilter.class)
                .post("/store/auth");
    }
}
