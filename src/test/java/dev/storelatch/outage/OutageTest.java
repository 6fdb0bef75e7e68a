package dev.storelatch.outage;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.storelatch.support.ServerProcess;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Failures of the database and the mail server under load: requests are answered by 503 with {@code Retry-After} meanwhile,
 * nothing that was acknowledged is lost, nothing is half done, and the server recovers without a restart.
 */
@Tag("outage")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutageTest {

    private static final Duration TIME_TO_NOTICE = Duration.ofSeconds(30);
    private static final Duration TIME_TO_RECOVER = Duration.ofSeconds(60);

    @TempDir
    static Path directory;

    private final GreenMail smtp =
            new GreenMail(new ServerSetup(OwnPostgres.freePort(), "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private final Shoppers shoppers = new Shoppers(smtp);
    private OwnPostgres postgres;
    private ServerProcess server;
    private JdbcClient jdbc;

    private interface Step {
        void run() throws Exception;
    }

    /** Starts the server before its database. */
    @BeforeAll
    void start() throws Exception {
        smtp.start();
        postgres = new OwnPostgres(directory.resolve("data"));
        jdbc = JdbcClient.create(new DriverManagerDataSource(postgres.adminUrl()));
        server = ServerProcess.launch(Map.of(
                "spring.datasource.url", postgres.url(),
                "spring.mail.host", "127.0.0.1",
                "spring.mail.port", String.valueOf(smtp.getSmtp().getPort()),
                "storelatch.mail.from", "Shop <shop@example.com>",
                "storelatch.links.password-reset", "https://shop.example.com/reset#token={token}",
                "storelatch.outbox.retry-interval", "500ms",
                "storelatch.session.cookie.secure", "false",
                "storelatch.session.cookie.same-site", "lax",
                "storelatch.pool.connect-timeout", "1s",
                "storelatch.pool.max-use", "3s"));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> server.output().stream()
                        .anyMatch(line -> line.contains("Waiting up to 60 s for the database")));
        postgres.start();
        assertThat(server.port()).isPositive();
        await().atMost(TIME_TO_RECOVER).until(() -> status("/health/ready") == 200);
    }

    @AfterAll
    void stop() throws Exception {
        server.close();
        postgres.close();
        smtp.stop();
    }

    @Test
    void aStoppedDatabaseIsAnOutage() throws Exception {
        survive(postgres::stop, postgres::start);
    }

    @Test
    void aKilledDatabaseIsAnOutage() throws Exception {
        survive(postgres::kill, postgres::start);
    }

    @Test
    void aFrozenDatabaseIsAnOutage() throws Exception {
        survive(postgres::freeze, postgres::unfreeze);
    }

    @Test
    void aDatabaseWithoutFreeConnectionsIsAnOutage() throws Exception {
        survive(postgres::refuseConnections, postgres::permitConnections);
    }

    /** Mail waits in the outbox, so no request fails. */
    @Test
    void anUnreachableMailServerDelaysMailOnly() {
        String email = UUID.randomUUID() + "@example.com";
        smtp.stop();
        try {
            assertThat(register(email).statusCode()).isEqualTo(200);
            assertThat(request()
                            .contentType(ContentType.JSON)
                            .body(Map.of("email", email))
                            .post("/store/customers/password-token")
                            .statusCode())
                    .isEqualTo(204);
            await().atMost(TIME_TO_NOTICE)
                    .until(() -> server.output().stream()
                            .anyMatch(line ->
                                    line.contains("customer.password_reset") && line.contains("failed at attempt 1")));
            assertThat(status("/health/ready")).isEqualTo(200);
        } finally {
            smtp.start();
        }
        await().atMost(TIME_TO_RECOVER).until(() -> smtp.getReceivedMessagesForDomain(email).length == 1);
        assertThat(server.output()).noneMatch(line -> line.contains(email));
    }

    private void survive(Step begin, Step end) throws Exception {
        String cookie = register().cookie("connect.sid");
        AtomicBoolean shopping = new AtomicBoolean(true);
        shoppers.start(server.port(), shopping::get);
        awaitVisits();
        int unavailable = shoppers.unavailable();
        int lines = server.output().size();
        try {
            begin.run();
            await().atMost(TIME_TO_NOTICE).until(() -> shoppers.unavailable() > unavailable);
            await().atMost(TIME_TO_NOTICE).until(() -> status("/health/ready") == 503);
            assertThat(status("/health")).isEqualTo(200);
            assertThat(status("/verify/store?optional=true")).isEqualTo(200);
            await().atMost(TIME_TO_NOTICE).untilAsserted(() -> assertFailsFast(cookie));
            TimeUnit.SECONDS.sleep(3);
            assertFailsFast(cookie);
        } finally {
            end.run();
        }
        await().atMost(TIME_TO_RECOVER).until(() -> status("/health/ready") == 200);
        awaitVisits();
        shopping.set(false);
        shoppers.awaitEnd();

        shoppers.verify(server.port(), jdbc);
        assertThat(profile(cookie).statusCode()).isEqualTo(200);
        assertOneLine(server.output().subList(lines, server.output().size()));
    }

    /** Public, cookie, bearer and unsafe requests, in the filters and in the routes; none waits for the pool's 10 seconds. */
    private void assertFailsFast(String cookie) {
        for (Response response : List.of(
                profile(cookie),
                request().cookie("connect.sid", cookie).get("/store/auth"),
                request().cookie("connect.sid", cookie).get("/admin/users"),
                // A customer who cannot be recognized is not taken for a visitor.
                request().cookie("connect.sid", cookie).get("/verify/store?optional=true"),
                request().get("/store/auth/somebody@example.com"),
                register())) {
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.header("Retry-After")).isEqualTo("5");
            assertThat(response.header("Access-Control-Allow-Credentials")).isEqualTo("true");
            assertThat(response.asString())
                    .isEqualTo(
                            "{\"type\":\"service_unavailable\",\"message\":\"The service is unavailable. Try again later.\"}");
            assertThat(response.time()).isLessThan(5_000);
        }
    }

    /** The outage is one line in the minute before or after its begin, and its end is another. */
    private static void assertOneLine(List<String> lines) {
        assertThat(lines)
                .filteredOn(line -> !line.contains(" storelatch.login "))
                .hasSizeLessThanOrEqualTo(3)
                .allMatch(line -> line.contains("OutageLog"));
    }

    private void awaitVisits() {
        int enough = shoppers.finished() + 4;
        await().atMost(TIME_TO_RECOVER).until(() -> shoppers.finished() >= enough);
    }

    private Response register() {
        return register(UUID.randomUUID() + "@example.com");
    }

    private Response register(String email) {
        return request()
                .contentType(ContentType.JSON)
                .body(Map.of("email", email, "password", "correct horse"))
                .post("/store/customers");
    }

    private Response profile(String cookie) {
        return request().cookie("connect.sid", cookie).get("/store/customers/me");
    }

    private int status(String path) {
        return request().get(path).statusCode();
    }

    private RequestSpecification request() {
        return given().port(server.port());
    }
}
