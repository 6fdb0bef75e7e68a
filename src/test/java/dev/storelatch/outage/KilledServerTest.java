package dev.storelatch.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import dev.storelatch.support.ServerProcess;
import dev.storelatch.support.TestPostgres;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Kills the server in the middle of registrations, log-outs and password resets: what was acknowledged is kept, and what
 * was not has happened as a whole or not at all. {@code -Dstorelatch.kills} sets the number of kills.
 */
@Tag("outage")
class KilledServerTest {

    private static final int KILLS = Integer.getInteger("storelatch.kills", 5);
    private static final Pattern TOKEN = Pattern.compile("token=([\\w-]{43})");
    private static final String SECRET = "correct horse battery";

    private final String database = TestPostgres.newDatabase();
    private final JdbcClient jdbc = JdbcClient.create(new DriverManagerDataSource(database, "postgres", ""));
    private final GreenMail smtp = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private final Queue<Account> accounts = new ConcurrentLinkedQueue<>();
    private final Queue<String> endedCookies = new ConcurrentLinkedQueue<>();

    /** An acknowledged account. */
    private static final class Account {

        private final String email = UUID.randomUUID() + "@example.com";

        /** The acknowledged password. */
        private volatile String password = SECRET;

        /** The password of a reset that was not acknowledged; empty if there is none. */
        private volatile String requested = "";
    }

    @BeforeEach
    void startSmtp() {
        smtp.start();
    }

    @AfterEach
    void stopSmtp() {
        smtp.stop();
    }

    @Test
    void nothingAcknowledgedIsLostAndNothingIsHalfDone() throws Exception {
        for (int kill = 0; kill < KILLS; kill++) {
            try (ServerProcess server = start()) {
                verify(server.port());
                ExecutorService clients = Executors.newFixedThreadPool(4);
                for (int client = 0; client < 4; client++) {
                    clients.execute(() -> use(server));
                }
                int ended = endedCookies.size() + 4;
                await().atMost(Duration.ofSeconds(30)).until(() -> endedCookies.size() >= ended);
                // The clients are in different steps by now, and at another point of them in each round.
                TimeUnit.MILLISECONDS.sleep(37L * kill % 200);
                server.kill();
                clients.shutdown();
                assertThat(clients.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
            }
        }
        try (ServerProcess server = start()) {
            verify(server.port());
        }
        assertThat(accounts).hasSizeGreaterThan(KILLS);
        assertThat(endedCookies).isNotEmpty();
    }

    private ServerProcess start() {
        return ServerProcess.start(Map.of(
                "spring.datasource.url", database + "&password=",
                "spring.datasource.username", "postgres",
                "spring.mail.host", "127.0.0.1",
                "spring.mail.port", String.valueOf(smtp.getSmtp().getPort()),
                "storelatch.mail.from", "Shop <shop@example.com>",
                "storelatch.links.password-reset", "https://shop.example.com/reset#token={token}"));
    }

    /** Registers, resets the password and logs out, until the server is gone. */
    private void use(ServerProcess server) {
        try {
            while (server.isAlive()) {
                Account account = new Account();
                Response registered =
                        post(server.port(), "/store/customers", Map.of("email", account.email, "password", SECRET));
                assertThat(registered.statusCode()).isEqualTo(200);
                accounts.add(account);
                reset(server, account);
                Response login = post(
                        server.port(), "/store/auth", Map.of("email", account.email, "password", account.password));
                assertThat(login.statusCode()).isEqualTo(200);
                String cookie = login.cookie("connect.sid");
                Response logout = RestAssured.given()
                        .port(server.port())
                        .cookie("connect.sid", cookie)
                        .delete("/store/auth");
                assertThat(logout.statusCode()).isEqualTo(200);
                endedCookies.add(cookie);
            }
        } catch (Exception unacknowledged) {
            // The server was killed: RestAssured throws whatever the connection threw.
            assertThat(unacknowledged).isNotInstanceOf(AssertionError.class);
        }
    }

    private void reset(ServerProcess server, Account account) throws Exception {
        post(server.port(), "/store/customers/password-token", Map.of("email", account.email));
        String token = token(server, account.email);
        if (token == null) {
            return;
        }
        String password = "another horse " + UUID.randomUUID();
        account.requested = password;
        Response reset = post(
                server.port(),
                "/store/customers/password-reset",
                Map.of("email", account.email, "token", token, "password", password));
        assertThat(reset.statusCode()).isEqualTo(200);
        account.password = password;
        account.requested = "";
    }

    private @Nullable String token(ServerProcess server, String email) throws Exception {
        for (int attempt = 0; attempt < 100 && server.isAlive(); attempt++) {
            for (MimeMessage mail : smtp.getReceivedMessages()) {
                if (mail.getAllRecipients()[0].toString().equals(email)) {
                    Matcher token = TOKEN.matcher(GreenMailUtil.getWholeMessage(mail)
                            .replace("=\r\n", "")
                            .replace("=3D", "="));
                    if (token.find()) {
                        return token.group(1);
                    }
                }
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        return null;
    }

    private void verify(int port) {
        List<String> wrong = new ArrayList<>();
        for (Account account : accounts) {
            String requested = account.requested;
            account.requested = "";
            boolean old = logsIn(port, account.email, account.password);
            boolean fresh = !requested.isEmpty() && logsIn(port, account.email, requested);
            if (old == fresh) {
                wrong.add("%s: old %s, new %s".formatted(account.email, old, fresh));
            }
            if (fresh) {
                account.password = requested;
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(endedCookies)
                .allSatisfy(cookie -> assertThat(RestAssured.given()
                                .port(port)
                                .cookie("connect.sid", cookie)
                                .get("/store/auth")
                                .statusCode())
                        .isEqualTo(401));
        // A customer whose registration was not acknowledged has the session that was made with it.
        assertThat(jdbc.sql("""
                        select count(*) from customer c
                        where email <> all (:known) and not exists (
                            select from storelatch.session_attributes a
                            where a.attribute_name = 'store' and a.attribute_bytes = convert_to(c.id, 'UTF8'))
                        """)
                        .param(
                                "known",
                                accounts.stream().map(account -> account.email).toArray(String[]::new))
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(jdbc.sql("""
                        select count(*) from storelatch.session s
                        where not exists (
                            select from storelatch.session_attributes a where a.session_primary_id = s.primary_id)
                        """).query(Long.class).single()).isZero();
    }

    private static boolean logsIn(int port, String email, String password) {
        return post(port, "/store/auth/token", Map.of("email", email, "password", password))
                        .statusCode()
                == 200;
    }

    private static Response post(int port, String path, Map<String, ?> body) {
        return RestAssured.given()
                .port(port)
                .contentType(ContentType.JSON)
                .body(body)
                .post(path);
    }
}
