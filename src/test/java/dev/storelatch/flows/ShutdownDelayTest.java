package dev.storelatch.flows;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.storelatch.support.RawHttp;
import dev.storelatch.support.ServerProcess;
import dev.storelatch.support.TestPostgres;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A stopping server serves requests until load balancers have noticed, and then ends those that are running. */
class ShutdownDelayTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int TERMINATED = 143;

    @Test
    void aServerServesRequestsWhileItIsNotReadyAndThenFinishesWhatIsRunning() throws Exception {
        Map<String, String> settings = Map.of(
                "storelatch.shutdown.delay", "6s",
                "spring.datasource.url", TestPostgres.newDatabase() + "&password=",
                "spring.datasource.username", "postgres");
        try (ServerProcess server = ServerProcess.start(settings)) {
            int port = server.port();
            await().atMost(PATIENCE).until(() -> get(port, "/health/ready") == 200);

            server.terminate();
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> get(port, "/health/ready") == 503);

            // All on connections that are new, as those of a load balancer that has not noticed yet.
            assertThat(get(port, "/health")).isEqualTo(200);
            assertThat(get(port, "/store/auth/nobody@example.com")).isEqualTo(200);
            try (Socket running = new Socket("localhost", port)) {
                String body = "{\"email\":\"nobody@example.com\",\"password\":\"a wrong password\"}";
                running.getOutputStream().write(head(body.length()).getBytes(UTF_8));

                await().atMost(PATIENCE).until(() -> isRefused(port));

                running.getOutputStream().write(body.getBytes(UTF_8));
                assertThat(new String(running.getInputStream().readAllBytes(), UTF_8))
                        .startsWith("HTTP/1.1 401 ");
            }
            assertThat(server.waitFor((int) PATIENCE.toSeconds())).isEqualTo(TERMINATED);
            assertThat(server.output()).anyMatch(line -> line.endsWith("still serving requests for 6 s"));
        }
    }

    private static int get(int port, String path) {
        return new RawHttp(port).send("GET", path, Map.of(), "").status();
    }

    private static String head(int length) {
        return "POST /store/auth HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n"
                + "Content-Length: " + length + "\r\n\r\n";
    }

    private static boolean isRefused(int port) throws IOException {
        try (Socket socket = new Socket("localhost", port)) {
            return !socket.isConnected();
        } catch (ConnectException refused) {
            return true;
        }
    }
}
