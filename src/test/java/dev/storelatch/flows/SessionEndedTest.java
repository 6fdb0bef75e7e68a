package dev.storelatch.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.storelatch.core.AccountDisabled;
import dev.storelatch.core.Actor;
import dev.storelatch.core.LogoutReason;
import dev.storelatch.core.Realm;
import dev.storelatch.support.AdminApi;
import dev.storelatch.support.AdminApi.User;
import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.ConcurrentCalls;
import dev.storelatch.support.ServerTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionOperations;

/** Event {@code session.ended}, as the webhook of a shop receives it. */
@ServerTest
class SessionEndedTest {

    private static final ReceivedEvents SHOP = new ReceivedEvents();
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String NEW_PASSWORD = "a quite new password";

    @Autowired
    Api api;

    @Autowired
    AdminApi admins;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    ApplicationEventPublisher publisher;

    @Autowired
    TransactionOperations transaction;

    @DynamicPropertySource
    static void webhook(DynamicPropertyRegistry properties) {
        SHOP.register(properties);
        properties.add("storelatch.webhook.topics", () -> "session.ended");
        properties.add("storelatch.outbox.poll-interval", () -> "100ms");
    }

    @AfterAll
    static void stop() {
        SHOP.stop();
    }

    @Test
    void logOutNamesTheSessionAndNothingSecret() {
        Customer customer = api.register();
        String handle = api.cookie(customer.cookie())
                .get("/store/customers/me/sessions")
                .path("sessions[0].id");

        api.cookie(customer.cookie()).delete("/store/auth").then().statusCode(200);

        String event = single(customer.id());
        assertThat(JsonPath.from(event).getMap("data"))
                .isEqualTo(Map.of(
                        "customer_id",
                        customer.id(),
                        "reason",
                        "logged_out",
                        "count",
                        1,
                        "session_ids",
                        List.of(handle)));
        assertThat(event).doesNotContain(customer.cookie(), customer.email());
    }

    @Test
    void secondLogOutIsNoEvent() {
        Customer customer = api.register();

        api.cookie(customer.cookie()).delete("/store/auth");
        api.cookie(customer.cookie()).delete("/store/auth");

        single(customer.id());
        awaitDelivery();
        assertThat(events(customer.id())).hasSize(1);
    }

    @Test
    void reasonIsThatOfTheRequest() {
        String admin = admins.token(admins.add());

        Customer owner = api.register();
        api.newSession(owner);
        api.cookie(owner.cookie()).delete("/store/customers/me/sessions");
        assertThat(reason(owner.id())).isEqualTo("ended_by_owner");

        Customer one = api.register();
        String handle =
                api.cookie(one.cookie()).get("/store/customers/me/sessions").path("sessions[0].id");
        api.cookie(one.cookie()).delete("/store/customers/me/sessions/" + handle);
        assertThat(reason(one.id())).isEqualTo("ended_by_owner");

        Customer administered = api.register();
        api.bearer(admin).delete("/admin/customers/" + administered.id() + "/sessions");
        assertThat(reason(administered.id())).isEqualTo("ended_by_administrator");

        Customer password = api.register();
        api.newSession(password);
        api.json(Map.of("password", NEW_PASSWORD), password.cookie()).post("/store/customers/me");
        assertThat(reason(password.id())).isEqualTo("password_changed");

        Customer email = api.register();
        api.newSession(email);
        api.json(Map.of("email", Api.newEmail()), email.cookie()).post("/store/customers/me");
        assertThat(reason(email.id())).isEqualTo("email_changed");

        Customer replaced = api.register();
        api.login(replaced, replaced.cookie());
        assertThat(reason(replaced.id())).isEqualTo("replaced");
    }

    @Test
    void administrationIsAReasonToo() {
        String admin = admins.token(admins.add());

        Customer locked = api.register();
        api.bearer(admin)
                .contentType("application/json")
                .body(Map.of("reason", "test"))
                .post("/admin/customers/" + locked.id() + "/lock")
                .then()
                .statusCode(200);
        assertThat(reason(locked.id())).isEqualTo("locked");

        Customer deleted = api.register();
        api.bearer(admin).delete("/admin/customers/" + deleted.id() + "/account");
        assertThat(reason(deleted.id())).isEqualTo("deleted");

        Customer erased = api.register();
        api.bearer(admin)
                .delete("/admin/customers/" + erased.id() + "/personal-data")
                .then()
                .statusCode(200);
        assertThat(reason(erased.id())).isEqualTo("erased");
    }

    @Test
    void onlyTheRealmThatEndsIsNamed() {
        User user = admins.add();
        Customer customer = api.register();
        String both = Api.sessionCookie(admins.login(user, customer.cookie()));

        api.cookie(both).delete("/admin/auth").then().statusCode(200);

        String event = single(user.id());
        assertThat(JsonPath.from(event).getString("data.reason")).isEqualTo("logged_out");
        assertThat(JsonPath.from(event).getString("data.user_id")).isEqualTo(user.id());
        assertThat(events(customer.id())).isEmpty();
        assertThat(api.cookieStatus(both)).isEqualTo(200);
    }

    @Test
    void thousandSessionsAreOneEvent() {
        Customer customer = api.register();
        jdbc.sql("""
                insert into storelatch.session
                select 'many-' || i, 'hash-many-' || i, creation_time, last_access_time, max_inactive_interval, expiry_time,
                       null, version, null, null
                from storelatch.session_attributes a
                join storelatch.session s on s.primary_id = a.session_primary_id
                cross join generate_series(1, 999) i
                where a.attribute_bytes = convert_to(:id, 'UTF8')
                """).param("id", customer.id()).update();
        jdbc.sql("""
                insert into storelatch.session_attributes (session_primary_id, attribute_name, attribute_bytes)
                select 'many-' || i, 'store', convert_to(:id, 'UTF8') from generate_series(1, 999) i
                """).param("id", customer.id()).update();

        api.bearer(admins.token(admins.add())).delete("/admin/customers/" + customer.id() + "/sessions");

        JsonPath event = JsonPath.from(single(customer.id()));
        assertThat(event.getInt("data.count")).isEqualTo(1000);
        assertThat(event.getList("data.session_ids")).hasSize(100);
    }

    @Test
    void rolledBackEndIsNoEvent() {
        Customer customer = api.register();

        transaction.executeWithoutResult(status -> {
            publisher.publishEvent(new AccountDisabled(new Actor(Realm.STORE, customer.id()), LogoutReason.LOCKED));
            status.setRollbackOnly();
        });

        awaitDelivery();
        assertThat(events(customer.id())).isEmpty();
        assertThat(api.cookieStatus(customer.cookie())).isEqualTo(200);
    }

    @RepeatedTest(5)
    void ofTwoLogOutsOneIsAnEvent() throws Exception {
        Customer customer = api.register();

        ConcurrentCalls.run(
                2, thread -> api.cookie(customer.cookie()).delete("/store/auth").statusCode());

        single(customer.id());
        awaitDelivery();
        assertThat(events(customer.id())).hasSize(1);
    }

    private String reason(String account) {
        return JsonPath.from(single(account)).getString("data.reason");
    }

    private String single(String account) {
        await().atMost(LONG).until(() -> !events(account).isEmpty());
        List<String> events = events(account);
        assertThat(events).hasSize(1);
        return events.get(0);
    }

    private List<String> events(String account) {
        return SHOP.bodies().stream().filter(event -> event.contains(account)).toList();
    }

    private void awaitDelivery() {
        await().atMost(LONG)
                .until(() -> jdbc.sql("select count(*) from storelatch.outbox where finished_at is null")
                                .query(Long.class)
                                .single()
                        == 0);
    }
}
