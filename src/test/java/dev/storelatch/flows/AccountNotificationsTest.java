package dev.storelatch.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.support.AdminApi;
import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.ServerTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** Notifications that changes of an account leave in the outbox. */
@ServerTest
@TestPropertySource(
        properties = {
            "spring.mail.host=127.0.0.1",
            "spring.mail.port=1",
            "storelatch.mail.from=My Shop <service@shop.example.com>",
            "storelatch.webhook.url=https://127.0.0.1:1/",
            "storelatch.webhook.secrets=test-webhook-secret-2VtRk9QmXw7ZsLb4"
        })
class AccountNotificationsTest {

    private static final String NEW_PASSWORD = "a quite new password";

    @Autowired
    Api api;

    @Autowired
    AdminApi admins;

    @Autowired
    JdbcClient jdbc;

    @Test
    void otherChangesNotifyTheShopOnly() {
        Customer customer = api.register();

        assertThat(change(customer, Map.of("first_name", "Ada"))).isEqualTo(200);

        assertThat(notifications(customer))
                .containsExactlyInAnyOrder("webhook customer.created", "webhook customer.updated");
    }

    @Test
    void passwordChangeIsMailedToTheOwner() {
        Customer customer = api.register();
        api.login(customer);

        assertThat(change(customer, Map.of("password", NEW_PASSWORD))).isEqualTo(200);

        assertThat(notifications(customer))
                .containsExactlyInAnyOrder(
                        "webhook customer.created",
                        "webhook customer.updated",
                        "mail customer.password_changed " + customer.email());
    }

    /** ASVS 6.3.7: an attacker who has taken an account over cannot choose the recipient. */
    @Test
    void addressChangeIsMailedToTheOldAddress() {
        Customer customer = api.register();
        api.login(customer);

        assertThat(change(customer, Map.of("email", "new-" + customer.email(), "password", NEW_PASSWORD)))
                .isEqualTo(200);

        assertThat(notifications(customer))
                .containsExactlyInAnyOrder(
                        "webhook customer.created",
                        "webhook customer.updated",
                        "mail customer.password_changed " + customer.email(),
                        "mail customer.email_changed " + customer.email());
    }

    @Test
    void changesByAnAdministratorAreReportedAlike() {
        String token = admins.token(admins.add());
        Customer customer = api.register();
        api.login(customer);

        assertThat(administer(token, "/" + customer.id(), Map.of("password", NEW_PASSWORD))
                        .statusCode())
                .isEqualTo(200);
        String created = administer(
                        token,
                        "",
                        Map.of("email", Api.newEmail(), "first_name", "A", "last_name", "B", "password", NEW_PASSWORD))
                .path("customer.id");

        assertThat(notifications(customer.id()))
                .containsExactlyInAnyOrder(
                        "webhook customer.created",
                        "webhook customer.updated",
                        "mail customer.password_changed " + customer.email());
        assertThat(notifications(created)).containsExactly("webhook customer.created");
    }

    @Test
    void unchangedAddressIsNotMailed() {
        Customer customer = api.register();
        api.login(customer);

        assertThat(change(customer, Map.of("email", customer.email()))).isEqualTo(200);

        assertThat(notifications(customer)).noneMatch(notification -> notification.startsWith("mail"));
    }

    /** The notification is written in the transaction of the change. */
    @Test
    void refusedChangeNotifiesNobody() {
        Customer customer = api.register();
        api.login(customer);
        Customer other = api.register();

        assertThat(change(customer, Map.of("email", other.email(), "first_name", "Ada")))
                .isEqualTo(422);
        assertThat(change(customer, Map.of("password", "short"))).isEqualTo(400);

        assertThat(notifications(customer)).containsExactly("webhook customer.created");
    }

    private int change(Customer customer, Map<String, String> change) {
        return api.json(change, customer.cookie()).post("/store/customers/me").statusCode();
    }

    private Response administer(String token, String path, Map<String, String> body) {
        return api.bearer(token).contentType(ContentType.JSON).body(body).post("/admin/customers" + path);
    }

    private List<String> notifications(Customer customer) {
        return notifications(customer.id());
    }

    private List<String> notifications(String subject) {
        return jdbc.sql("select concat_ws(' ', channel, type, recipient) from storelatch.outbox where subject = ?")
                .param(subject)
                .query(String.class)
                .list();
    }
}
