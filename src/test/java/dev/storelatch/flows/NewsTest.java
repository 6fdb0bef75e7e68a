package dev.storelatch.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.ServerTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** Which change of an account is told to whom, as it waits in the outbox; nobody listens at the other end. */
@ServerTest
@TestPropertySource(
        properties = {
            "spring.mail.host=127.0.0.1",
            "spring.mail.port=1",
            "storelatch.mail.from=My Shop <service@shop.example.com>",
            "storelatch.webhook.url=https://127.0.0.1:1/",
            "storelatch.webhook.secrets=test-webhook-secret-2VtRk9QmXw7ZsLb4"
        })
class NewsTest {

    private static final String NEW_PASSWORD = "a quite new password";

    @Autowired
    Api api;

    @Autowired
    JdbcClient jdbc;

    @Test
    void whatLeavesTheCredentialsAloneIsToldToTheShopOnly() {
        Customer customer = api.register();

        assertThat(change(customer, Map.of("first_name", "Ada"))).isEqualTo(200);

        assertThat(news(customer)).containsExactlyInAnyOrder("webhook customer.created", "webhook customer.updated");
    }

    @Test
    void aNewPasswordIsToldToTheOwnerToo() {
        Customer customer = api.register();

        assertThat(change(customer, Map.of("password", NEW_PASSWORD))).isEqualTo(200);

        assertThat(news(customer))
                .containsExactlyInAnyOrder(
                        "webhook customer.created", "webhook customer.updated", "mail customer.password_changed");
    }

    /** ASVS 6.3.7: whoever takes an account over does not choose who hears of it. */
    @Test
    void aNewAddressIsToldToTheOldOne() {
        Customer customer = api.register();

        assertThat(change(customer, Map.of("email", "new-" + customer.email(), "password", NEW_PASSWORD)))
                .isEqualTo(200);

        assertThat(news(customer))
                .containsExactlyInAnyOrder(
                        "webhook customer.created",
                        "webhook customer.updated",
                        "mail customer.password_changed",
                        "mail customer.email_changed " + customer.email());
    }

    @Test
    void theSameAddressAgainIsNoNews() {
        Customer customer = api.register();

        assertThat(change(customer, Map.of("email", customer.email()))).isEqualTo(200);

        assertThat(news(customer)).noneMatch(news -> news.startsWith("mail"));
    }

    /** Neither is there without the other: the change and its news. */
    @Test
    void whatWasRefusedIsToldToNobody() {
        Customer customer = api.register();
        Customer other = api.register();

        assertThat(change(customer, Map.of("email", other.email(), "first_name", "Ada")))
                .isEqualTo(422);
        assertThat(change(customer, Map.of("password", "short"))).isEqualTo(400);

        assertThat(news(customer)).containsExactly("webhook customer.created");
    }

    private int change(Customer customer, Map<String, String> change) {
        return api.json(change)
                .header("Cookie", "connect.sid=" + customer.cookie())
                .post("/store/customers/me")
                .statusCode();
    }

    private List<String> news(Customer customer) {
        return jdbc.sql("select concat_ws(' ', channel, topic, recipient) from storelatch.outbox where subject = ?")
                .param(customer.id())
                .query(String.class)
                .list();
    }
}
