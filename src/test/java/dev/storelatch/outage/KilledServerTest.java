package dev.storelatch.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.storelatch.support.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Kills the server in the middle of registrations, log-outs and password resets: what was acknowledged is kept, and what
 * was not has happened as a whole or not at all. {@code -Dstorelatch.kills} sets the number of kills.
 */
@Tag("outage")
class KilledServerTest {

    private static final int KILLS = Integer.getInteger("storelatch.kills", 5);

    @TempDir
    Path directory;

    private final GreenMail smtp = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private final Shoppers shoppers = new Shoppers(smtp);

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
        try (OwnPostgres postgres = new OwnPostgres(directory.resolve("data"))) {
            postgres.start();
            JdbcClient jdbc = JdbcClient.create(new DriverManagerDataSource(postgres.adminUrl()));
            for (int kill = 0; kill < KILLS; kill++) {
                try (ServerProcess server = start(postgres)) {
                    shoppers.verify(server.port(), jdbc);
                    int finished = shoppers.finished() + 4;
                    shoppers.start(server.port(), server::isAlive);
                    await().atMost(Duration.ofSeconds(60)).until(() -> shoppers.finished() >= finished);
                    // They are in different steps by now, and at another point of them in each round.
                    TimeUnit.MILLISECONDS.sleep(37L * kill % 200);
                    server.kill();
                    shoppers.awaitEnd();
                }
            }
            try (ServerProcess server = start(postgres)) {
                shoppers.verify(server.port(), jdbc);
            }
        }
        assertThat(shoppers.finished()).isGreaterThan(KILLS);
    }

    private ServerProcess start(OwnPostgres postgres) {
        return ServerProcess.start(Map.of(
                "spring.datasource.url", postgres.url(),
                "spring.mail.host", "127.0.0.1",
                "spring.mail.port", String.valueOf(smtp.getSmtp().getPort()),
                "storelatch.mail.from", "Shop <shop@example.com>",
                "storelatch.links.password-reset", "https://shop.example.com/reset#token={token}"));
    }
}
