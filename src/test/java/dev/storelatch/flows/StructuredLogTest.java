package dev.storelatch.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.support.Api;
import dev.storelatch.support.RawHttp;
import dev.storelatch.support.ServerProcess;
import dev.storelatch.support.TestPostgres;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The log of a server in a process of its own: as JSON one line for each event, and as text with the ids of the request and
 * of its trace. The receiver of the traces is away.
 */
class StructuredLogTest {

    private static final String ID = "request-of-the-test";
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PASSWORD = "a wrong password";

    private final String url = TestPostgres.newDatabase();
    private final String email = Api.newEmail();

    @Test
    void everyEventIsOneObjectOnALine() {
        List<String> lines = linesOfAServer(Map.of("logging.structured.format.console", "ecs"));

        List<JsonNode> events = lines.stream().map(new JsonMapper()::readTree).toList();
        assertThat(events)
                .allSatisfy(
                        event -> assertThat(event.at("/log/logger").asString()).isNotEmpty());
        List<JsonNode> ofRequest = events.stream()
                .filter(event -> event.at("/http/request/id").asString("").equals(ID))
                .toList();
        assertThat(ofRequest)
                .extracting(event -> event.at("/log/logger").asString())
                .containsExactly(
                        "storelatch.login",
                        "storelatch.access",
                        "dev.storelatch.web.FailureWriter",
                        "storelatch.access");
        assertThat(ofRequest).allSatisfy(event -> {
            assertThat(event.at("/trace/id").asString()).isEqualTo(TRACE);
            assertThat(event.at("/span/id").asString()).matches("[0-9a-f]{16}");
        });
        assertThat(ofRequest.get(0).at("/login/reason").asString()).isEqualTo("no_live_account");
        assertThat(ofRequest.get(1).at("/http/route").asString()).isEqualTo("/store/auth");
        assertThat(ofRequest.get(2).at("/error/stack_trace").asString()).contains("\n\tat dev.storelatch.");
    }

    @Test
    void linesOfARequestBeginWithItsId() {
        List<String> lines = linesOfAServer(Map.of());

        assertThat(lines)
                .filteredOn(line -> line.contains("[%s] [%s] ".formatted(ID, TRACE)))
                .hasSize(4)
                .anySatisfy(line -> assertThat(line).contains("[%s] [%s] storelatch.login ".formatted(ID, TRACE)));
        assertThat(lines.get(0)).doesNotContain("[]");
    }

    /** Returns what a server logs of a failed log-in and of one that ends by an exception. */
    private List<String> linesOfAServer(Map<String, String> format) {
        Map<String, String> settings = new HashMap<>(format);
        settings.put("spring.datasource.url", url + "&password=");
        settings.put("spring.datasource.username", "postgres");
        settings.put("storelatch.access-log.enabled", "true");
        settings.put("storelatch.tracing.endpoint", "http://127.0.0.1:1/v1/traces");
        try (ServerProcess server = ServerProcess.start(settings)) {
            assertThat(logIn(server)).isEqualTo(401);
            JdbcClient.create(new DriverManagerDataSource(url, "postgres", ""))
                    .sql("alter table storelatch.throttle rename to moved")
                    .update();
            assertThat(logIn(server)).isEqualTo(500);
            Awaitility.await()
                    .atMost(10, TimeUnit.SECONDS)
                    .until(() -> server.output().stream()
                                    .filter(line -> line.contains("storelatch.access"))
                                    .count()
                            == 2);
            assertThat(String.join("\n", server.output())).doesNotContain(email, PASSWORD);
            return server.output();
        }
    }

    private int logIn(ServerProcess server) {
        return new RawHttp(server.port())
                .send(
                        "POST",
                        "/store/auth",
                        Map.of(
                                "Content-Type",
                                "application/json",
                                "X-Request-Id",
                                ID,
                                "traceparent",
                                "00-%s-00f067aa0ba902b7-01".formatted(TRACE)),
                        "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, PASSWORD))
                .status();
    }
}
