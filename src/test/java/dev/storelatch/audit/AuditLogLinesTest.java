package dev.storelatch.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.support.AdminApi;
import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.RawHttp;
import dev.storelatch.support.ServerTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** With {@code storelatch.audit.log}, each event is one line of the log. */
@ServerTest
@Import(AuditTable.class)
@TestPropertySource(properties = {"storelatch.audit.log=true", "logging.level.storelatch.audit=info"})
@ExtendWith(OutputCaptureExtension.class)
class AuditLogLinesTest {

    private static final String LOGGER = " storelatch.audit ";
    private static final String FORGED = "{\"id\":1,\"event\":\"authn_login_success\"}";

    @Autowired
    Api api;

    @Autowired
    AdminApi adminApi;

    @Autowired
    AuditTable events;

    @Autowired
    JdbcClient jdbc;

    @Test
    void eachEventIsOneLineOfJsonWithTheKeysOfTheList(CapturedOutput log) {
        long before = events.newest();
        Customer customer = api.register();
        api.login(customer);
        api.login(customer.withPassword("a wrong password"));
        String admin = adminApi.token(adminApi.add());
        api.bearer(admin).delete("/admin/customers/" + customer.id() + "/sessions");

        List<JsonNode> lines = lines(log, before);

        assertThat(lines).extracting(line -> line.get("id").asLong()).containsExactlyElementsOf(ids(before));
        assertThat(lines)
                .hasSizeGreaterThan(4)
                .allSatisfy(line -> assertThat(line.propertyNames())
                        .containsExactly(
                                "id",
                                "occurred_at",
                                "event",
                                "realm",
                                "account_id",
                                "actor_id",
                                "network",
                                "way",
                                "reason",
                                "detail"));
    }

    @Test
    void lineBreaksAndEscapesOfAClientForgeNoLine(CapturedOutput log) {
        long before = events.newest();
        String email =
                "\"x\r\n2026-01-01 INFO" + LOGGER + "forged \u001b[31m%s\"@example.com".formatted(UUID.randomUUID());
        api.json(Api.credentials(email, "a wrong password")).post("/store/auth");
        api.json(Map.of("email", email)).post("/store/customers/password-token");
        api.json(Api.credentials(email, "a good password")).post("/store/customers");
        for (String header : List.of("User-Agent", "X-Forwarded-For", "X-Request-Id")) {
            for (String escape : List.of("", "\u001b[31m", "\t")) {
                new RawHttp(api.port())
                        .send(
                                "POST",
                                "/store/auth",
                                Map.of(header, "agent" + escape + LOGGER + FORGED, "Content-Type", "application/json"),
                                "{\"email\":\"%s\",\"password\":\"a wrong password\"}".formatted(Api.newEmail()));
            }
        }

        List<JsonNode> lines = lines(log, before);

        assertThat(lines).hasSizeGreaterThan(3);
        assertThat(lines).extracting(line -> line.get("id").asLong()).containsExactlyElementsOf(ids(before));
        assertThat(rawLines(log))
                .allSatisfy(line -> assertThat(line)
                        .doesNotContain(FORGED)
                        .doesNotContain("\u001b[31m")
                        .matches("[^\\p{Cntrl}]*"));
    }

    @Test
    void noLineContainsASecretOrAnAddress(CapturedOutput log) {
        long before = events.newest();
        Customer customer = api.register();
        Response login = api.login(customer);
        Response tokens = api.refreshableLogin(customer);
        api.login(customer.withPassword("a guessed password"));
        api.json(Map.of("email", customer.email())).post("/store/customers/password-token");
        api.bearer(tokens.<String>path("access_token")).delete("/store/auth");

        List<JsonNode> lines = lines(log, before);

        assertThat(lines).hasSizeGreaterThan(4);
        assertThat(lines.toString())
                .contains(customer.id())
                .doesNotContain(customer.email(), customer.password(), "a guessed password")
                .doesNotContain(Api.sessionCookie(login).substring(4, 30), Api.deviceCookie(login))
                .doesNotContain(tokens.<String>path("access_token"), tokens.<String>path("refresh_token"));
    }

    private List<Long> ids(long before) {
        return jdbc.sql("select id from storelatch.audit_event where id > ? order by id")
                .param(before)
                .query(Long.class)
                .list();
    }

    private static List<String> rawLines(CapturedOutput log) {
        return log.getOut().lines().filter(line -> line.contains(LOGGER)).toList();
    }

    /** Parses the lines of the events after the one with this id; a line that is not JSON fails the test. */
    private static List<JsonNode> lines(CapturedOutput log, long before) {
        return rawLines(log).stream()
                .map(line -> line.substring(line.indexOf('{')))
                .map(JsonMapper.shared()::readTree)
                .filter(line -> line.get("id").asLong() > before)
                .toList();
    }
}
