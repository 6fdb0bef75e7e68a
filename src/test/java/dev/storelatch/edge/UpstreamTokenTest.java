package dev.storelatch.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.storelatch.support.AdminApi;
import dev.storelatch.support.AdminApi.User;
import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.ServerTest;
import dev.storelatch.support.SignedToken;
import dev.storelatch.support.TestClock;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** Tokens for a Medusa server behind the proxy, which shares its secret with us. */
@ServerTest
@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(
        properties = {
            "storelatch.edge.proxy-keys=" + UpstreamTokenTest.KEY + "," + UpstreamTokenTest.OLD_KEY,
            "storelatch.edge.upstream.secret=" + ServerTest.JWT_SECRET
        })
class UpstreamTokenTest {

    static final String KEY = "test-proxy-key-pWv7RkQe2XnZc5LdHs9YtB";
    static final String OLD_KEY = "test-former-key-Jm4UaGq8VoTi6FxKr3PbNe";

    @Autowired
    Api api;

    @Autowired
    AdminApi admins;

    @Autowired
    TestClock clock;

    @Test
    void customerHasATokenWithMedusasClaims() {
        Customer customer = api.register();

        long earliest = clock.instant().getEpochSecond();

        String token = token(get(api.cookie(customer.cookie()), "/verify/store"));

        long issuedAt = SignedToken.claims(token).path("iat").longValue();
        assertThat(issuedAt).isBetween(earliest, clock.instant().getEpochSecond());
        assertThat(token).isEqualTo(SignedToken.hs256(claims(customer, issuedAt, Map.of("aud", "upstream"))));
    }

    @Test
    void userHasATokenWithMedusasClaims() {
        User user = admins.add();

        JsonNode claims = SignedToken.claims(token(get(api.bearer(admins.token(user)), "/verify/admin")));

        assertThat(claims.propertyNames()).containsExactly("user_id", "domain", "iat", "exp", "aud");
        assertThat(claims.path("user_id").stringValue()).isEqualTo(user.id());
        assertThat(claims.path("domain").stringValue()).isEqualTo("admin");
    }

    @Test
    void visitorHasNoToken() {
        for (RequestSpecification request : List.of(
                api.bearer("forged"), api.bearer(api.token(api.register())).header("X-Forwarded-Method", "OPTIONS"))) {
            get(request, "/verify/store?optional=true")
                    .then()
                    .statusCode(200)
                    .header("Authorization", nullValue())
                    .header("X-Storelatch-Realm", nullValue());
        }
    }

    /** It outlives the log-out, and must not be one. Here even the secrets are the same, as during a move from Medusa. */
    @Test
    void tokenIsNoLogInHere() {
        Customer customer = api.register();
        String token = token(get(api.cookie(customer.cookie()), "/verify/store"));

        assertThat(api.tokenStatus(token)).isEqualTo(401);
        get(api.bearer(token), "/verify/store").then().statusCode(401);
        long now = clock.instant().getEpochSecond();
        assertThat(api.tokenStatus(SignedToken.hs256(claims(customer, now, Map.of()))))
                .as("without the audience")
                .isEqualTo(200);
    }

    @Test
    void secretIsNotPublished() {
        api.request().get("/.well-known/jwks.json").then().body(equalTo("{\"keys\":[]}"));
    }

    /** A page could ask through a proxy that passes everything on. */
    @Test
    void proxyMustSendOneOfTheKeys() {
        String cookie = api.register().cookie();

        for (String key : List.of(KEY, OLD_KEY)) {
            api.cookie(cookie)
                    .header("X-Storelatch-Proxy-Key", key)
                    .get("/verify/store")
                    .then()
                    .statusCode(200);
        }
        api.cookie(cookie)
                .get("/verify/store")
                .then()
                .statusCode(404)
                .body(equalTo("{\"type\":\"not_found\",\"message\":\"Cannot GET /verify/store\"}"))
                .header("Authorization", nullValue())
                .header("Vary", nullValue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "wrong", KEY + "x", KEY + "," + OLD_KEY, "test-proxy-key-pWv7RkQe2XnZc5LdHs9Yt", "\u00e9"})
    void wrongKeyIsLikeNone(String key) {
        for (String path : List.of("/verify/store", "/verify/admin", "/verify/store?optional=true")) {
            api.cookie(api.register().cookie())
                    .header("X-Storelatch-Proxy-Key", key)
                    .get(path)
                    .then()
                    .statusCode(404)
                    .body("type", equalTo("not_found"));
        }
    }

    @Test
    void missingKeyIsLoggedOnceAMinuteWithoutTheKeys(CapturedOutput log) {
        for (int minute = 0; minute < 2; minute++) {
            clock.advance(Duration.ofSeconds(61));
            for (String key : List.of("wrong-key", "other-key")) {
                api.request().header("X-Storelatch-Proxy-Key", key).get("/verify/store");
            }
        }

        assertThat(log).doesNotContain(KEY, OLD_KEY, "wrong-key", "other-key");
        assertThat(log.getOut().lines().filter(line -> line.contains("without one of storelatch.edge.proxy-keys")))
                .hasSize(2);
    }

    private static Response get(RequestSpecification request, String path) {
        return request.header("X-Storelatch-Proxy-Key", KEY).get(path);
    }

    private static Map<String, Object> claims(Customer customer, long now, Map<String, Object> others) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("customer_id", customer.id());
        claims.put("domain", "store");
        claims.put("iat", now);
        claims.put("exp", now + 60);
        claims.putAll(others);
        return claims;
    }

    private static String token(Response response) {
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.header("Authorization")).startsWith("Bearer ");
        return response.header("Authorization").substring("Bearer ".length());
    }
}
