package dev.storelatch.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.ServerTest;
import io.restassured.response.Response;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** What arrives in a customer's mailbox, through a real SMTP server, and what waits for the shop. */
@ServerTest
@TestPropertySource(
        properties = {
            "storelatch.mail.from=My Shop <service@shop.example.com>",
            "storelatch.webhook.url=https://127.0.0.1:1/",
            "storelatch.webhook.secrets=test-webhook-secret-2VtRk9QmXw7ZsLb4"
        })
@Timeout(60)
class NewsTest {

    private static final GreenMail SMTP = new GreenMail(ServerSetup.SMTP.dynamicPort());
    private static final Pattern TOKEN = Pattern.compile("#token=([\\w-]{43})&");
    private static final String NEW_PASSWORD = "a quite new password";

    @Autowired
    Api api;

    @Autowired
    JdbcClient jdbc;

    @DynamicPropertySource
    static void smtp(DynamicPropertyRegistry registry) {
        SMTP.start();
        registry.add("spring.mail.host", () -> "127.0.0.1");
        registry.add("spring.mail.port", () -> SMTP.getSmtp().getPort());
    }

    @AfterAll
    static void stop() {
        SMTP.stop();
    }

    @Test
    void aForgottenPasswordIsMendedByWhatIsInTheMail() throws Exception {
        Customer customer = api.register();
        api.json(Map.of("email", customer.email())).post("/store/customers/password-token");

        Matcher token = TOKEN.matcher(text(mailTo(customer.email(), "Choose a new password")));
        assertThat(token.find()).isTrue();
        api.json(Map.of("email", customer.email(), "token", token.group(1), "password", NEW_PASSWORD))
                .post("/store/customers/password-reset")
                .then()
                .statusCode(200);

        mailTo(customer.email(), "Your password was changed");
        api.json(Map.of("email", customer.email(), "password", NEW_PASSWORD))
                .post("/store/auth")
                .then()
                .statusCode(200);
    }

    /** ASVS 6.3.7. */
    @Test
    void theOwnerIsToldOfANewPasswordAndTheOldAddressOfANewOne() {
        Customer customer = api.register();
        String address = "new-" + customer.email();

        change(customer, Map.of("email", address, "password", NEW_PASSWORD))
                .then()
                .statusCode(200);

        mailTo(address, "Your password was changed");
        mailTo(customer.email(), "Your e-mail address was changed");
        assertThat(mailsTo(address)).hasSize(1);
        assertThat(mailsTo(customer.email())).hasSize(1);
    }

    @Test
    void whatLeavesTheCredentialsAloneIsToldToTheShopOnly() {
        Customer customer = api.register();

        change(customer, Map.of("first_name", "Ada")).then().statusCode(200);

        assertThat(posted(customer)).containsExactly("webhook customer.created", "webhook customer.updated");
    }

    /** Neither is there without the other: the change and its news. */
    @Test
    void whatWasRefusedIsToldToNobody() {
        Customer customer = api.register();
        Customer other = api.register();

        change(customer, Map.of("email", other.email(), "first_name", "Ada"))
                .then()
                .statusCode(422);
        change(customer, Map.of("password", "short")).then().statusCode(400);

        assertThat(posted(customer)).containsExactly("webhook customer.created");
    }

    @Test
    void aNewPasswordIsToldToBoth() {
        Customer customer = api.register();

        change(customer, Map.of("password", NEW_PASSWORD)).then().statusCode(200);

        assertThat(posted(customer))
                .containsExactlyInAnyOrder(
                        "webhook customer.created", "webhook customer.updated", "mail customer.password_changed");
    }

    @Test
    void anAddressWithoutAnAccountGetsNoMail() {
        String nobody = "nobody-" + UUID.randomUUID() + "@example.com";
        Customer customer = api.register();
        api.json(Map.of("email", nobody)).post("/store/customers/password-token");
        api.json(Map.of("email", customer.email())).post("/store/customers/password-token");

        mailTo(customer.email(), "Choose a new password");

        assertThat(mailsTo(nobody)).isEmpty();
    }

    private Response change(Customer customer, Map<String, String> change) {
        return api.json(change)
                .header("Cookie", "connect.sid=" + customer.cookie())
                .post("/store/customers/me");
    }

    private List<String> posted(Customer customer) {
        return jdbc.sql(
                        "select channel || ' ' || topic from storelatch.outbox where subject = ? order by posted_at, topic")
                .param(customer.id())
                .query(String.class)
                .list();
    }

    private static MimeMessage mailTo(String address, String subject) {
        return await().until(
                        () -> mailsTo(address).stream()
                                .filter(mail -> subject.equals(subject(mail)))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private static List<MimeMessage> mailsTo(String address) {
        return Arrays.stream(SMTP.getReceivedMessages())
                .filter(mail -> address.equals(recipient(mail)))
                .toList();
    }

    private static String recipient(MimeMessage mail) {
        try {
            return mail.getAllRecipients()[0].toString();
        } catch (MessagingException e) {
            throw new AssertionError(e);
        }
    }

    private static String subject(MimeMessage mail) {
        try {
            return mail.getSubject();
        } catch (MessagingException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(Part part) throws Exception {
        return part.getContent() instanceof Multipart parts
                ? text(parts.getBodyPart(0))
                : part.getContent().toString();
    }
}
