package dev.storelatch.overload;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.support.ServerProcess;
import dev.storelatch.support.TestPostgres;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A server without limits on connections, which runs out of memory. */
@Tag("overload")
@Tag("alone")
class OutOfMemoryTest {

    @Test
    void theProcessEnds() throws Exception {
        byte[] beginning = "GET /health HTTP/1.1\r\nHost: localhost\r\nX-Slow: ".getBytes(US_ASCII);
        Map<String, String> settings = Map.of(
                "spring.datasource.url", TestPostgres.newDatabase() + "&password=",
                "spring.datasource.username", "postgres",
                "storelatch.connections.max", "100000");

        try (ServerProcess server = ServerProcess.start(settings, "-Xmx128m", "-XX:+UseSerialGC");
                HostileClients clients =
                        new HostileClients(server.port(), 8_000, beginning, "a".getBytes(US_ASCII), 1_000)) {
            assertThat(server.waitFor(60)).isEqualTo(3);
            assertThat(server.output()).anyMatch(line -> line.startsWith("Out of memory: the server ends."));
        }
    }
}
