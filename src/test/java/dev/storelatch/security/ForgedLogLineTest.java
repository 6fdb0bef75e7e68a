package dev.storelatch.security;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.storelatch.support.AdminApi;
import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.MailedLinks;
import dev.storelatch.support.ServerTest;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/**
 * ASVS 16.4.1, WSTG-INPV-15: nothing that a client sends begins a line of the log or controls a terminal. The settings are
 * those of {@link LeakedSecretsTest}, so that both use one server.
 */
@ServerTest
@Import(MailedLinks.class)
@TestPropertySource(
        properties = {
            "management.server.port=0",
            "storelatch.audit.log=true",
            "storelatch.mail.from=shop@example.com",
            "spring.mail.host=127.0.0.1",
            "spring.mail.port=1"
        })
class ForgedLogLineTest {

    private static final String FORGED = "FORGED-1f93";
    private static final List<String> BREAKS = List.of("\n", "\r\n", "\u001b[2K\u001b[1A", "\u0085", "\u2028", "\b\b");

    @Autowired
    Api api;

    @Autowired
    AdminApi admins;

    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final Logger ours = (Logger) LoggerFactory.getLogger("dev.storelatch");
    private final Logger audit = (Logger) LoggerFactory.getLogger("storelatch.audit");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void capture() {
        log.start();
        root.addAppender(log);
        ours.setLevel(Level.DEBUG);
        audit.setLevel(Level.INFO);
    }

    @AfterEach
    void release() {
        root.detachAppender(log);
        ours.setLevel(null);
        audit.setLevel(null);
    }

    @Test
    void clientDataBreaksNoLine() throws IOException {
        String admin = admins.token(admins.add());
        for (String lineBreak : BREAKS) {
            String text = "x" + lineBreak + FORGED;
            Customer customer = api.register();
            api.json(Map.of("email", text + "@example.com", "password", text)).post("/store/auth");
            api.json(Map.of("email", "\"" + text + "\"@example.com", "password", "a long password"))
                    .post("/store/customers");
            api.json(Map.of("first_name", text, "metadata", Map.of(text, text)), customer.cookie())
                    .post("/store/customers/me");
            api.json(Map.of(text, text), customer.cookie()).post("/store/customers/me");
            api.json("{" + text).post("/store/auth");
            api.json(Map.of("email", customer.email(), "token", text, "password", text))
                    .post("/store/customers/password-reset");
            api.json(Map.of("token", text)).post("/store/orders/customer/confirm");
            api.json(Map.of("order_ids", List.of(text)), customer.cookie()).post("/store/orders/batch/customer/token");
            asAdmin(admin, Map.of("reason", text)).post("/admin/customers/" + customer.id() + "/lock");
            asAdmin(admin, Map.of("user", text, "role", text)).post("/admin/invites");
            asAdmin(admin, Map.of("email", Api.newEmail(), "first_name", text, "password", "a long password"))
                    .post("/admin/users");
            inUrlsAndHeaders(customer, lineBreak);
        }

        assertThat(messages())
                .hasSizeGreaterThan(50)
                .anyMatch(message -> message.contains("authn_login_lock"))
                .allSatisfy(
                        message -> assertThat(message).doesNotContainPattern("[\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029]"));
    }

    private void inUrlsAndHeaders(Customer customer, String lineBreak) throws IOException {
        StringBuilder encoded = new StringBuilder();
        for (byte b : lineBreak.getBytes(StandardCharsets.UTF_8)) {
            encoded.append("%%%02x".formatted(b));
        }
        for (String head : List.of(
                "GET /store/auth/x" + encoded + FORGED + "@example.com HTTP/1.1",
                "GET /x" + encoded + FORGED + " HTTP/1.1",
                "GET /store/customers/me/orders?q=x" + encoded + FORGED + " HTTP/1.1",
                "GET /store/customers/me HTTP/1.1\r\nUser-Agent: x" + lineBreak + FORGED,
                "GET /store/customers/me HTTP/1.1\r\nX-Forwarded-For: x" + lineBreak + FORGED,
                "GET /store/customers/me HTTP/1.1\r\nX-Forwarded-Host: x" + lineBreak + FORGED,
                "GET /store/customers/me HTTP/1.1\r\nOrigin: x" + lineBreak + FORGED,
                "GET /store/customers/me HTTP/1.1\r\nX-Storelatch-Visitor: x" + lineBreak + FORGED,
                "GET /store/customers/me HTTP/1.1\r\nAuthorization: Bearer x" + lineBreak + FORGED,
                "X" + lineBreak + FORGED + " / HTTP/1.1")) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
                socket.setSoTimeout(30_000);
                socket.getOutputStream()
                        .write((head + "\r\nHost: localhost\r\nConnection: close\r\nCookie: connect.sid="
                                        + customer.cookie() + "\r\n\r\n")
                                .getBytes(StandardCharsets.UTF_8));
                assertThat(socket.getInputStream().readAllBytes()).isNotEmpty();
            }
        }
        api.json(Api.credentials(customer.email(), customer.password()))
                .header("User-Agent", "x" + FORGED)
                .post("/store/auth");
    }

    private RequestSpecification asAdmin(String token, Object body) {
        return api.bearer(token).contentType("application/json").body(body);
    }

    private List<String> messages() {
        return List.copyOf(log.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }
}
