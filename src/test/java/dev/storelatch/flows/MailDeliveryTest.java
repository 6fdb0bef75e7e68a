package dev.storelatch.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.storelatch.core.Actor;
import dev.storelatch.core.Realm;
import dev.storelatch.outbox.Notification;
import dev.storelatch.outbox.Outbox;
import dev.storelatch.support.AdminApi;
import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.ServerTest;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpHeaders;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionOperations;

/** Notifications from the request to the mailbox and the shop's webhook, and the requests of the mailed links. */
@ServerTest
@ExtendWith(OutputCaptureExtension.class)
class MailDeliveryTest {

    private static final GreenMail SMTP = new GreenMail(ServerSetup.SMTP.dynamicPort());
    private static final ReceivedEvents SHOP = new ReceivedEvents();
    private static final Pattern TOKEN =
            Pattern.compile("https://(?:shop|admin)\\.example\\.com/[\\w-]+[#?]token=([^&\\s]+)");

    @Autowired
    Api api;

    @Autowired
    AdminApi admins;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Outbox outbox;

    @Autowired
    TransactionOperations transaction;

    @Autowired
    MeterRegistry meters;

    @DynamicPropertySource
    static void servers(DynamicPropertyRegistry properties) {
        SMTP.start();
        properties.add("spring.mail.host", () -> "127.0.0.1");
        properties.add("spring.mail.port", () -> SMTP.getSmtp().getPort());
        properties.add("storelatch.mail.from", () -> "My Shop <service@shop.example.com>");
        SHOP.register(properties);
    }

    @AfterAll
    static void stop() {
        SMTP.stop();
        SHOP.stop();
    }

    @Test
    void mailedLinkSetsANewPasswordAndTheOwnerGetsAMail(CapturedOutput log) {
        Customer customer = api.register();
        api.json(Map.of("email", customer.email()))
                .header(HttpHeaders.HOST, "evil.example.com")
                .header("X-Forwarded-Host", "evil.example.com")
                .post("/store/customers/password-token")
                .then()
                .statusCode(204);
        String mail = mail(customer.email(), "Choose a new password");
        assertThat(mail).doesNotContain("evil");
        String token = token(mail);

        api.json(Map.of("email", customer.email(), "password", "a quite new password", "token", token))
                .post("/store/customers/password-reset")
                .then()
                .statusCode(200);

        assertThat(mail(customer.email(), "Your password was changed")).doesNotContain(token);
        await().untilAsserted(() -> assertThat(SHOP.bodies())
                .filteredOn(event -> event.contains(customer.id()))
                .anyMatch(event -> event.startsWith("{\"type\":\"customer.created\""))
                .anyMatch(event -> event.startsWith("{\"type\":\"customer.password_reset\"")));
        assertThat(SHOP.bodies()).noneMatch(event -> event.contains(token) || event.contains("password_hash"));
        assertThat(log).doesNotContain(token, customer.email(), "a quite new password");
        assertThat(stored("storelatch.outbox", "storelatch.link_token")).noneMatch(row -> row.contains(token));
    }

    @Test
    void mailedLinkSetsANewPasswordOfAnAdministratorWhoGetsAMail(CapturedOutput log) {
        AdminApi.User admin = admins.add();
        api.json(Map.of("email", admin.email()))
                .header(HttpHeaders.HOST, "evil.example.com")
                .header("X-Forwarded-Host", "evil.example.com")
                .post("/admin/users/password-token")
                .then()
                .statusCode(204);
        String mail = mail(admin.email(), "Choose a new password");
        assertThat(mail).doesNotContain("evil");
        String token = token(mail);

        api.json(Map.of("password", "a quite new password", "token", token))
                .post("/admin/users/reset-password")
                .then()
                .statusCode(200);

        assertThat(mail(admin.email(), "Your password was changed")).doesNotContain(token);
        await().untilAsserted(() -> assertThat(SHOP.bodies())
                .anyMatch(
                        event -> event.startsWith("{\"type\":\"user.password_reset\"") && event.contains(admin.email()))
                .anyMatch(event -> event.startsWith("{\"type\":\"user.updated\"") && event.contains(admin.id())));
        assertThat(SHOP.bodies()).noneMatch(event -> event.contains(token));
        assertThat(log).doesNotContain(token, admin.email(), "a quite new password");
        assertThat(stored("storelatch.outbox", "storelatch.link_token")).noneMatch(row -> row.contains(token));
    }

    @Test
    void mailedInviteAddsAUser(CapturedOutput log) {
        String email = Api.newEmail();
        api.bearer(admins.token(admins.add()))
                .header(HttpHeaders.HOST, "evil.example.com")
                .contentType("application/json")
                .body(Map.of("user", email, "role", "member"))
                .post("/admin/invites")
                .then()
                .statusCode(200);
        String mail = mail(email, "You are invited to manage My Shop");
        assertThat(mail).contains(email).doesNotContain("evil");
        String token = token(mail);
        assertThat(stored("storelatch.outbox", "invite")).noneMatch(row -> row.contains(token));

        api.json(Map.of("token", token, "user", Map.of("password", "a quite new password")))
                .post("/admin/invites/accept")
                .then()
                .statusCode(200);

        String id = jdbc.sql("select id from \"user\" where email = ?")
                .param(email)
                .query(String.class)
                .single();
        await().untilAsserted(() -> assertThat(SHOP.bodies())
                .anyMatch(event -> event.startsWith("{\"type\":\"invite.created\"") && event.contains(email))
                .anyMatch(event -> event.startsWith("{\"type\":\"user.created\"") && event.contains(id)));
        assertThat(SHOP.bodies()).noneMatch(event -> event.contains(token));
        assertThat(log).doesNotContain(token, email, "a quite new password");
    }

    @Test
    void addressChangeIsMailedToTheOldAddress() {
        Customer customer = api.register();
        api.login(customer);
        String changed = Api.newEmail();

        api.json(Map.of("email", changed), customer.cookie())
                .post("/store/customers/me")
                .then()
                .statusCode(200);

        assertThat(mail(customer.email(), "Your e-mail address was changed")).doesNotContain(changed);
        await().untilAsserted(() -> assertThat(SHOP.bodies())
                .anyMatch(event -> event.startsWith("{\"type\":\"customer.updated\"") && event.contains(changed)));
    }

    @Test
    void mailedLinkTransfersAGuestsOrder() {
        Customer customer = api.register();
        String guest = Api.newEmail();
        String order = GuestOrders.place(jdbc, guest);

        api.json(Map.of("order_ids", List.of(order)), customer.cookie())
                .post("/store/orders/batch/customer/token")
                .then()
                .statusCode(200);
        String mail = mail(guest, "Confirm the transfer of your orders to an account");

        assertThat(mail).contains(customer.email()).containsPattern("  #\\d+");
        api.json(Map.of("token", token(mail)), customer.cookie())
                .post("/store/orders/customer/confirm")
                .then()
                .statusCode(200);
    }

    @Test
    void rolledBackNotificationIsNotSent() {
        Customer customer = api.register();
        Notification notification =
                new Notification(new Actor(Realm.STORE, customer.id()), customer.id(), customer.email());
        transaction.executeWithoutResult(status -> {
            outbox.post("customer.password_changed", notification);
            status.setRollbackOnly();
        });
        transaction.executeWithoutResult(status -> outbox.post("customer.email_changed", notification));

        mail(customer.email(), "Your e-mail address was changed");
        assertThat(mails(customer.email(), "password")).isEmpty();
    }

    @Test
    void unknownAddressGetsNoMail() {
        String unknown = Api.newEmail();
        Customer customer = api.register();

        for (String email : List.of(unknown, customer.email())) {
            api.json(Map.of("email", email))
                    .post("/store/customers/password-token")
                    .then()
                    .statusCode(204);
        }

        mail(customer.email(), "Choose a new password");
        assertThat(mails(unknown, "")).isEmpty();
    }

    @Test
    void waitingNotificationsAreMeasured() {
        await().untilAsserted(() -> assertThat(meters.get("storelatch.outbox.waiting")
                        .tag("channel", "mail")
                        .gauge()
                        .value())
                .isZero());
        jdbc.sql("""
                insert into storelatch.outbox (id, channel, type, realm, account_id, subject, posted_at)
                values (gen_random_uuid(), 'mail', 'customer.password_changed', 'store', 'cus_waits', 'cus_waits',
                        now() - interval '60 s')
                """).update();
        try {
            assertThat(meters.get("storelatch.outbox.waiting")
                            .tag("channel", "mail")
                            .gauge()
                            .value())
                    .isOne();
            assertThat(meters.get("storelatch.outbox.wait")
                            .tag("channel", "mail")
                            .gauge()
                            .value())
                    .isGreaterThan(58);
        } finally {
            jdbc.sql("delete from storelatch.outbox where subject = 'cus_waits'")
                    .update();
        }
    }

    private List<String> stored(String... tables) {
        return Arrays.stream(tables)
                .flatMap(table ->
                        jdbc.sql("select row_of::text from " + table + " row_of").query(String.class).list().stream())
                .toList();
    }

    /** Waits for the mail, which arrives once, and returns its text. */
    private static String mail(String to, String subject) {
        await().until(() -> !mails(to, subject).isEmpty());
        assertThat(mails(to, subject)).hasSize(1);
        return mails(to, subject).get(0);
    }

    private static List<String> mails(String to, String subject) {
        return Arrays.stream(SMTP.getReceivedMessagesForDomain(to))
                .map(ReceivedMail::of)
                .filter(mail -> mail.subject().contains(subject))
                .map(ReceivedMail::text)
                .toList();
    }

    private static String token(String mail) {
        Matcher link = TOKEN.matcher(mail);
        assertThat(link.find()).as(mail).isTrue();
        return link.group(1);
    }
}
