package dev.storelatch.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pastes the printed lines into a shell, for a server that only records the requests. */
class StartupHintsTest {

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    StartupHintsTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void start() {
        server.createContext("/", exchange -> {
            var headers = exchange.getRequestHeaders();
            requests.add(String.join(
                    " ",
                    List.of(
                            exchange.getRequestMethod(),
                            exchange.getRequestURI().getPath(),
                            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                            String.valueOf(headers.getFirst("Authorization")),
                            String.valueOf(headers.getFirst("Cookie")))));
            exchange.getResponseHeaders()
                    .add("Set-Cookie", "connect.sid=s%3Aid.signature%2B; Path=/; HttpOnly; SameSite=Lax");
            byte[] answer = "{\"access_token\":\"a.b-c.d_e\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void everyRequestWorksInAShell() throws Exception {
        String address = "http://localhost:" + server.getAddress().getPort();
        List<String> lines = StartupHints.text(address)
                .lines()
                .filter(line -> line.startsWith("curl"))
                .toList();
        assertThat(lines).hasSize(3);

        for (String line : lines) {
            Process shell = new ProcessBuilder("bash", "-c", line)
                    .redirectErrorStream(true)
                    .start();
            assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .endsWith("{\"access_token\":\"a.b-c.d_e\"}");
            assertThat(shell.waitFor()).isZero();
        }

        String logIn = "{\"email\":\"user@example.com\",\"password\":\"supersecret\"} null null";
        assertThat(requests)
                .containsExactly(
                        "POST /store/auth " + logIn,
                        "POST /store/auth/token " + logIn,
                        "GET /store/customers/me  Bearer a.b-c.d_e null",
                        "POST /store/auth " + logIn,
                        "GET /store/customers/me/orders  null connect.sid=s%3Aid.signature%2B");
    }
}
