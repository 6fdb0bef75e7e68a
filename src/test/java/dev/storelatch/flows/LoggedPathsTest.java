package dev.storelatch.flows;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.ApiDescriptionFilter;
import dev.storelatch.support.ServerTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** ASVS 16.2.5: paths are logged as patterns, since they may contain e-mail addresses. */
@ServerTest
class LoggedPathsTest {

    private final String marker = "marker-" + UUID.randomUUID();
    private final String email = marker + "@example.com";
    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final Logger ours = (Logger) LoggerFactory.getLogger("dev.storelatch");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @Autowired
    Api api;

    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void capture() {
        log.start();
        root.addAppender(log);
        ours.setLevel(Level.DEBUG);
    }

    @AfterEach
    void release() {
        root.detachAppender(log);
        ours.setLevel(null);
    }

    @Test
    void anUnexpectedErrorIsLoggedWithThePatternOfItsRoute() {
        jdbc.sql("alter table customer rename column has_account to renamed").update();
        try {
            int status = api.request()
                    .noFiltersOfType(ApiDescriptionFilter.class) // which has no errors of the server
                    .get("/store/auth/" + email)
                    .statusCode();
            assertThat(status).isEqualTo(500);
        } finally {
            jdbc.sql("alter table customer rename column renamed to has_account")
                    .update();
        }

        assertThat(messages()).contains("GET /store/auth/{email} failed");
        assertNotLogged();
    }

    @Test
    void aRefusedRequestIsLoggedWithoutItsPath() {
        Customer customer = api.register();
        for (String path :
                List.of("/store/auth/", "/store/customers/", "/store/customers/me/", "/admin/", "/health/", "/")) {
            for (String method : List.of("GET", "POST", "DELETE", "FOO")) {
                api.request().request(method, path + email);
                api.json("{", customer.cookie()).request(method, path + email + "?email=" + email);
            }
        }

        assertThat(messages()).anyMatch(message -> message.contains("no log-in"));
        assertNotLogged();
    }

    @Test
    void whatTomcatRefusesIsNotLogged() throws IOException {
        for (String request : List.of(
                "GET /store/auth/%s\u0001 HTTP/1.1\r\nHost: localhost",
                "GET /store/auth/%s HTTP/1.1\r\nHost: a b",
                "GET /store/auth/%s%%zz HTTP/1.1\r\nHost: localhost",
                "G\u0001T /store/auth/%s HTTP/1.1\r\nHost: localhost",
                "GET /store/auth/%s HTTP/1.1\r\nHost: localhost\r\nBad Header\u0000: x",
                "GET /store/auth/%s HTTP/1.1\r\nHost: localhost\r\nContent-Length: x",
                "CONNECT /store/auth/%s HTTP/1.1\r\nHost: localhost",
                "POST /store/auth/%s HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: x",
                "GET /store/auth/%s HTTP/1.1\r\nHost: localhost\r\nX-Big: " + "a".repeat(20_000),
                "GET /store/auth HTTP/1.1\r\nHost: localhost\r\nCookie: a=\u0001%s\"; \"b")) {
            send(request.formatted(email) + "\r\nConnection: close\r\n\r\n");
        }

        assertNotLogged();
    }

    private void send(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            assertThat(socket.getInputStream().readAllBytes()).isNotEmpty();
        }
    }

    private List<String> messages() {
        return List.copyOf(log.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    private void assertNotLogged() {
        assertThat(List.copyOf(log.list))
                .allSatisfy(event -> assertThat(
                                event.getFormattedMessage() + ThrowableProxyUtil.asString(event.getThrowableProxy()))
                        .doesNotContain(marker));
    }
}
