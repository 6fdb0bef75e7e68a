package dev.storelatch.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.storelatch.outbox.ScriptedSmtp;
import dev.storelatch.support.AdminApi;
import dev.storelatch.support.Api;
import dev.storelatch.support.ServerTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** Causes of the report that mails with links explain, with a mail server that refuses some recipients. */
@ServerTest
@TestPropertySource(properties = "storelatch.customer.require-verified-email=true")
class SignInReportMailTest {

    private static final Map<String, String> REPLIES = new ConcurrentHashMap<>(Map.of(
            "RCPT TO:<refused-", "550 5.1.1 <refused@example.com>: no such user",
            "RCPT TO:<later-", "550 5.1.1 <later@example.com>: no such user",
            "RCPT TO:<delayed-", "450 4.2.1 greylisted"));
    private static final ScriptedSmtp SMTP = smtp();
    private static final Duration LONG = Duration.ofSeconds(60);

    @Autowired
    Api api;

    @Autowired
    AdminApi adminApi;

    @Autowired
    JdbcClient jdbc;

    private String token;

    private static ScriptedSmtp smtp() {
        try {
            return new ScriptedSmtp(REPLIES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @DynamicPropertySource
    static void mailServer(DynamicPropertyRegistry properties) {
        properties.add("spring.mail.host", () -> "127.0.0.1");
        properties.add("spring.mail.port", SMTP::port);
        properties.add("storelatch.mail.from", () -> "My Shop <service@shop.example.com>");
        properties.add("storelatch.outbox.poll-interval", () -> "100ms");
    }

    @AfterAll
    static void stop() throws IOException {
        SMTP.close();
    }

    @BeforeEach
    void logIn() {
        token = adminApi.token(adminApi.add());
    }

    @Test
    void unconfirmedAddressIsACauseAndItsMailWasAccepted() {
        String id = register("fine-");
        awaitOutcome(id, "accepted");

        Response report = report(id);

        assertThat(codes(report)).containsExactly("email_unconfirmed");
        assertThat(report.<String>path("sign_in_report.causes[0].remedy.path"))
                .isEqualTo("/admin/customers/" + id + "/password-token");
        api.bearer(token)
                .post("/admin/customers/" + id + "/password-token")
                .then()
                .statusCode(204);
    }

    @Test
    void refusedMailNamesTheCodesOfTheMailServerOnly() {
        String id = register("refused-");
        awaitOutcome(id, "given up%");

        Response report = report(id);

        assertThat(codes(report)).containsExactly("email_unconfirmed", "mail_refused");
        assertThat(report.<String>path("sign_in_report.causes[1].message"))
                .isEqualTo("The last mail with a link was given up: the mail server does not accept the recipient"
                        + " (550 5.1.1).");
        assertThat(report.<String>path("sign_in_report.causes[1].since")).isNotNull();
        assertThat(report.asString()).doesNotContain("@example.com");
    }

    @Test
    void waitingMailNamesTheLastFailure() {
        String id = register("delayed-");
        await().atMost(LONG)
                .until(() ->
                        jdbc.sql("select count(*) from storelatch.outbox where account_id = ? and failure is not null")
                                        .param(id)
                                        .query(Integer.class)
                                        .single()
                                > 0);

        Response report = report(id);

        assertThat(codes(report)).containsExactly("email_unconfirmed", "mail_waiting");
        assertThat(report.<String>path("sign_in_report.causes[1].message"))
                .isEqualTo("The last mail with a link is still to be sent: SendFailedException (450 4.2.1).");
        assertThat(report.<String>path("sign_in_report.causes[1].since")).isNotNull();
    }

    @Test
    void laterMailThatIsAcceptedEndsTheCause() {
        String id = register("refused-");
        awaitOutcome(id, "given up%");
        jdbc.sql("update customer set email = ? where id = ?")
                .params(Api.newEmail(), id)
                .update();

        api.bearer(token)
                .post("/admin/customers/" + id + "/password-token")
                .then()
                .statusCode(204);
        awaitOutcome(id, "accepted");

        assertThat(codes(report(id))).containsExactly("email_unconfirmed");
    }

    @Test
    void mailThatWasGivenUpIsSentAgain() {
        String id = register("later-");
        awaitOutcome(id, "given up%");
        String message = jdbc.sql("select id::text from storelatch.outbox where account_id = ? and channel = 'mail'")
                .param(id)
                .query(String.class)
                .single();
        REPLIES.remove("RCPT TO:<later-");

        api.bearer(token).post("/admin/outbox/" + message + "/resend").then().statusCode(200);

        awaitOutcome(id, "accepted");
        assertThat(codes(report(id))).containsExactly("email_unconfirmed");
    }

    private String register(String prefix) {
        return api.json(Api.credentials(prefix + UUID.randomUUID() + "@example.com", "correct horse battery"))
                .post("/store/customers")
                .path("customer.id");
    }

    private void awaitOutcome(String id, String outcome) {
        await().atMost(LONG)
                .until(() ->
                        jdbc.sql("""
                                        select count(*) from storelatch.outbox
                                        where account_id = ? and channel = 'mail' and outcome like ?
                                        """).params(id, outcome).query(Integer.class).single() > 0);
    }

    private Response report(String id) {
        return api.bearer(token).get("/admin/customers/" + id + "/sign-in-report");
    }

    private static List<String> codes(Response report) {
        return report.path("sign_in_report.causes.code");
    }
}
