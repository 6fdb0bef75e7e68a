package dev.storelatch.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.support.Api;
import dev.storelatch.support.RawHttp;
import dev.storelatch.support.RawHttp.Response;
import dev.storelatch.support.ServerTest;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Each response has the id of its request, which a trusted proxy can choose. */
@ServerTest
class RequestIdTest {

    private static final String HEADER = "X-Request-Id";
    private static final String MADE = "[0-9a-f]{32}";

    @Autowired
    Api api;

    @ParameterizedTest
    @CsvSource({
        "GET, /health, 200",
        "GET, /store/customers/me, 401",
        "GET, /no-such-route, 404",
        "POST, /store/auth, 400",
        "OPTIONS, /store/auth, 204",
        "GET, /store/auth/%00, 400",
        "GET, /store/auth/%E0%A4%A, 400",
        "GET, /store//auth, 404"
    })
    void everyResponseHasAnId(String method, String path, int status) {
        Response response = new RawHttp(api.port()).send(method, path, Map.of(), "");

        assertThat(response.status()).isEqualTo(status);
        assertThat(response.headers(HEADER)).singleElement().asString().matches(MADE);
    }

    @Test
    void bodyThatIsRefusedHasOne() {
        Response response = new RawHttp(api.port())
                .send("POST", "/store/auth", Map.of("Content-Type", "application/json"), "{malformed");

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.header(HEADER)).get().asString().matches(MADE);
    }

    @Test
    void crossSiteRequestThatIsRefusedHasOne() {
        Response response = new RawHttp(api.port())
                .send(
                        "POST",
                        "/store/auth",
                        Map.of("Cookie", "connect.sid=x", "Origin", "https://evil.example.com"),
                        "");

        assertThat(response.status()).isEqualTo(403);
        assertThat(response.header(HEADER)).get().asString().matches(MADE);
    }

    @Test
    void idsDiffer() {
        Set<String> ids = new HashSet<>();

        IntStream.range(0, 200)
                .forEach(n -> ids.add(api.request().get("/health").header(HEADER)));

        assertThat(ids).hasSize(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "7f0c2b9e4d31",
                "req_01J8Z.x~y+z/w=-",
                "1234567890123456789012345678901234567890123456789012345678901234"
            })
    void idOfATrustedProxyIsKept(String id) {
        assertThat(send(id)).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "12345678901234567890123456789012345678901234567890123456789012345",
                "ada@example.com",
                "two words",
                "line\u001b[31m",
                "ümlaut",
                "a;b",
                "<script>"
            })
    void idOfATrustedProxyThatIsMalformedIsReplaced(String id) {
        assertThat(send(id)).matches(MADE);
    }

    private String send(String id) {
        return new RawHttp(api.port())
                .send("GET", "/health", Map.of(HEADER, id), "")
                .header(HEADER)
                .orElseThrow();
    }
}
