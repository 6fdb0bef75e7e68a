package dev.storelatch.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.ApiDescriptionFilter;
import dev.storelatch.support.ServerTest;
import dev.storelatch.support.SignedToken;
import dev.storelatch.support.Statements;
import dev.storelatch.support.TestClock;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Rotation of refresh tokens, for clients that ask for it: RFC 6749 §6 and RFC 9700 §4.14. */
@ServerTest
class RefreshTokenTest {

    /** Longer than the grace period of a replaced token, shorter than the validity of an access token. */
    private static final Duration LATER = Duration.ofSeconds(31);

    @Autowired
    Api api;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Statements statements;

    @Autowired
    TestClock clock;

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"offline_access\":false", ",\"offline_access\":null"})
    void loginWithoutOfflineAccessReturnsAnAccessTokenAsInMedusa(String property) {
        Customer customer = api.register();
        String body = JsonMapper.shared().writeValueAsString(Api.credentials(customer.email(), customer.password()));

        Response response =
                api.json(body.substring(0, body.length() - 1) + property + "}").post("/store/auth/token");

        assertThat(response.asString())
                .isEqualTo("{\"access_token\":\"%s\"}".formatted(response.<String>path("access_token")));
        assertThat(SignedToken.claims(response.path("access_token")).has("family"))
                .isFalse();
    }

    @Test
    void loginWithOfflineAccessReturnsAShortAccessTokenAndARefreshToken() {
        Response response = api.refreshableLogin(api.register());

        response.then()
                .statusCode(200)
                .header("Cache-Control", "private, no-store")
                .body("token_type", equalTo("Bearer"))
                .body("expires_in", equalTo(900));
        assertThat(JsonMapper.shared().readTree(response.asString()).propertyNames())
                .containsExactly("access_token", "token_type", "expires_in", "refresh_token");
        JsonNode claims = SignedToken.claims(response.path("access_token"));
        assertThat(claims.propertyNames())
                .containsExactly("customer_id", "domain", "iat", "exp", "jti", "epoch", "family");
        assertThat(claims.path("exp").longValue() - claims.path("iat").longValue())
                .isEqualTo(900);
        assertThat(response.headers().getValues("Set-Cookie")).isEmpty();
    }

    @Test
    void loginLastsAsLongAsItIsRefreshed() {
        Customer customer = api.register();
        Pair pair = pair(api.refreshableLogin(customer));
        Set<String> seen = new HashSet<>(Set.of(pair.refreshToken()));

        for (int i = 0; i < 10; i++) {
            clock.advance(Duration.ofMinutes(16));
            assertThat(status(pair)).isEqualTo(401);
            pair = pair(refresh(pair));
            assertThat(status(pair)).isEqualTo(200);
            assertThat(seen.add(pair.refreshToken())).isTrue();
        }
        assertThat(SignedToken.claims(pair.accessToken()).path("customer_id").stringValue())
                .isEqualTo(customer.id());
    }

    @Test
    void repeatedRefreshReturnsTheSameSuccessor() {
        Pair first = pair(api.refreshableLogin(api.register()));
        Pair second = pair(refresh(first));
        clock.advance(LATER.minusSeconds(5));

        Pair again = pair(refresh(first));

        assertThat(again.refreshToken()).isEqualTo(second.refreshToken());
        assertThat(again.accessToken()).isNotEqualTo(second.accessToken());
        assertThat(List.of(status(first), status(second), status(again))).containsOnly(200);
    }

    /** A response may still be under way when the refresh token of another has been used. */
    @Test
    void tokenReplacedTwiceWithinTheGracePeriodStillHasItsSuccessor() {
        Pair first = pair(api.refreshableLogin(api.register()));
        Pair second = pair(refresh(first));
        Pair third = pair(refresh(second));

        assertThat(pair(refresh(first)).refreshToken()).isEqualTo(second.refreshToken());
        assertThat(pair(refresh(second)).refreshToken()).isEqualTo(third.refreshToken());
        assertThat(status(pair(refresh(third)))).isEqualTo(200);
    }

    /** ASVS 10.4.5. */
    @Test
    void reuseIsRecordedOnce() {
        Customer customer = api.register();
        Pair stolen = pair(api.refreshableLogin(customer));
        refresh(stolen);
        clock.advance(LATER);

        for (int i = 0; i < 3; i++) {
            assertRefused(refresh(stolen));
        }

        assertThat(jdbc.sql("""
                                select count(*) from storelatch.audit_event
                                where account_id = ? and event = 'authn_token_reuse' and realm = 'store'
                                """).param(customer.id()).query(Long.class).single())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 20})
    void reuseAfterTheGracePeriodEndsTheLoginAndNoOther(int uses) {
        Customer customer = api.register();
        Pair other = pair(api.refreshableLogin(customer));
        Pair stolen = pair(api.refreshableLogin(customer));
        Pair last = stolen;
        for (int i = 0; i < uses; i++) {
            last = pair(refresh(last));
        }
        clock.advance(LATER);
        assertThat(status(last)).isEqualTo(200);

        assertRefused(refresh(stolen));

        assertThat(List.of(status(stolen), status(last))).containsOnly(401);
        assertRefused(refresh(last));
        assertThat(status(other)).isEqualTo(200);
        assertThat(status(pair(refresh(other)))).isEqualTo(200);
    }

    /** Only a client that has received a token of the log-in knows the first part. */
    @Test
    void knownFirstPartWithAWrongSecretEndsTheLogin() {
        Pair pair = pair(api.refreshableLogin(api.register()));
        String family = SignedToken.claims(pair.accessToken()).path("family").stringValue();
        String secret = pair.refreshToken().substring(22);

        assertRefused(api.refresh(family.substring(0, 22) + secret));
        assertThat(status(pair)).isEqualTo(200);
        assertRefused(api.refresh(pair.refreshToken().substring(0, 23) + "A".repeat(43)));
        assertThat(status(pair)).isEqualTo(401);
    }

    @Test
    void loginExpiresAfterThirtyIdleDays() {
        Pair pair = pair(api.refreshableLogin(api.register()));
        clock.advance(Duration.ofDays(29));
        Pair next = pair(refresh(pair));
        clock.advance(Duration.ofDays(30));

        assertRefused(refresh(next));
    }

    @Test
    void loginExpiresAfterNinetyDaysWithItsAccessTokens() {
        Pair pair = pair(api.refreshableLogin(api.register()));
        for (int i = 0; i < 3; i++) {
            clock.advance(Duration.ofDays(29));
            pair = pair(refresh(pair));
        }
        clock.advance(Duration.ofDays(3).minusMinutes(5));

        Response last = refresh(pair);

        assertThat(last.<Integer>path("expires_in")).isBetween(270, 300);
        clock.advance(Duration.ofMinutes(5));
        assertThat(status(pair(last))).isEqualTo(401);
        assertRefused(refresh(pair(last)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bearer", "body", "both"})
    void logoutEndsAllTokensOfTheLoginAndNoOther(String by) {
        Customer customer = api.register();
        Pair other = pair(api.refreshableLogin(customer));
        Pair first = pair(api.refreshableLogin(customer));
        Pair second = pair(refresh(first));
        var request = by.equals("bearer") ? api.request() : api.json(Map.of("refresh_token", second.refreshToken()));
        if (!by.equals("body")) {
            request.header("Authorization", "Bearer " + first.accessToken());
        }

        request.delete("/store/auth").then().statusCode(200).body(equalTo("OK"));

        assertThat(List.of(status(first), status(second))).containsOnly(401);
        assertRefused(refresh(first));
        assertRefused(refresh(second));
        assertThat(status(other)).isEqualTo(200);
        assertThat(status(pair(refresh(other)))).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"refresh_token\":null}",
                "{\"refresh_token\":[1],\"x\":2}",
                "[]",
                "{\"refresh_token\":\"\\u0000\"}"
            })
    void logoutIgnoresAMalformedBody(String body) {
        api.json(body)
                .noFiltersOfType(ApiDescriptionFilter.class)
                .filter(ApiDescriptionFilter.ofResponses())
                .delete("/store/auth")
                .then()
                .statusCode(200)
                .body(equalTo("OK"));
    }

    @ParameterizedTest
    @CsvSource({"password, a quite new password", "email, new-%s"})
    void changeOfCredentialsEndsEveryLogin(String changed, String value) {
        Customer customer = api.register();
        Pair one = pair(api.refreshableLogin(customer));
        Pair two = pair(api.refreshableLogin(customer));
        Pair strangers = pair(api.refreshableLogin(api.register()));

        api.json(Map.of(changed, value.formatted(customer.email())))
                .header("Authorization", "Bearer " + one.accessToken())
                .post("/store/customers/me")
                .then()
                .statusCode(200);

        assertThat(List.of(status(one), status(two))).containsOnly(401);
        assertRefused(refresh(one));
        assertRefused(refresh(two));
        assertThat(status(pair(refresh(strangers)))).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"deleted_at = now(), deleted_at = null", "has_account = false, has_account = true"})
    void refreshNeedsALiveAccount(String ending, String reviving) {
        Customer customer = api.register();
        Pair pair = pair(api.refreshableLogin(customer));

        jdbc.sql("update customer set " + ending + " where id = ?")
                .param(customer.id())
                .update();
        assertRefused(refresh(pair));
        assertThat(status(pair)).isEqualTo(401);

        jdbc.sql("update customer set " + reviving + " where id = ?")
                .param(customer.id())
                .update();
        assertThat(status(pair(refresh(pair)))).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "a.b",
                "AAAAAAAAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "é",
                "' or 1=1"
            })
    void unknownTokenIsRefused(String token) {
        assertRefused(api.refresh(token));
    }

    @Test
    void accessAndRefreshTokensAreNotInterchangeable() {
        Pair pair = pair(api.refreshableLogin(api.register()));

        assertRefused(api.refresh(pair.accessToken()));
        assertThat(api.bearer(pair.refreshToken()).get("/store/auth").statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'grant_type':'refresh_token'} | refresh_token must be a string",
                "{'grant_type':'refresh_token','refresh_token':null} | refresh_token must be a string",
                "{'grant_type':'refresh_token','refresh_token':5} | refresh_token must be a string",
                "{'grant_type':'refresh_token','refresh_token':'\\u0000'} | refresh_token must not contain NUL characters",
                "{'grant_type':'password','refresh_token':'x'} | grant_type must be one of the following values: refresh_token",
                "{'grant_type':null} | grant_type must be one of the following values: refresh_token, refresh_token must be a string",
                "{'grant_type':'refresh_token','refresh_token':'x','email':'a@example.com'} | property email should not exist",
                "{'refresh_token':'x'} | property refresh_token should not exist, email must be an email, password should not be empty",
                "{'email':'a@example.com','password':'x','offline_access':'true'} | offline_access must be a boolean value"
            })
    void malformedRequestIsRefused(String body, String message) {
        api.json(body.replace('\'', '"'))
                .post("/store/auth/token")
                .then()
                .statusCode(400)
                .body("type", equalTo("invalid_data"))
                .body("message", equalTo(message));
    }

    @Test
    void offlineAccessIsAPropertyOfTheTokenRouteOnly() {
        Customer customer = api.register();

        api.json(Map.of("email", customer.email(), "password", customer.password(), "offline_access", true))
                .post("/store/auth")
                .then()
                .statusCode(400)
                .body("message", startsWith("property offline_access should not exist"));
    }

    /** The contents of the table are not enough to refresh a log-in. */
    @Test
    void tableStoresNoToken() {
        Pair first = pair(api.refreshableLogin(api.register()));
        Pair second = pair(refresh(first));
        String family = SignedToken.claims(second.accessToken()).path("family").stringValue();

        String row = jdbc.sql("select r::text from storelatch.refresh_token r where family = :family")
                .param("family", family)
                .query(String.class)
                .single();

        for (String token : List.of(first.refreshToken(), second.refreshToken())) {
            assertThat(row).doesNotContain(token.substring(0, 22), token.substring(23));
        }
    }

    @Test
    void refreshTakesOneStatementAndCheckingItsAccessTokenOneSelect() {
        Pair pair = pair(api.refreshableLogin(api.register()));
        status(pair);

        AtomicReference<Pair> next = new AtomicReference<>(pair);
        assertThat(statements.during(() -> next.set(pair(refresh(pair)))))
                .singleElement()
                .satisfies(statement -> {
                    assertThat(statement.calls()).isEqualTo(1);
                    assertThat(statement.query()).startsWith("with replaced as");
                });
        Pair refreshed = Objects.requireNonNull(next.get());
        assertThat(statements.during(() -> assertThat(status(refreshed)).isEqualTo(200)))
                .singleElement()
                .satisfies(statement -> {
                    assertThat(statement.calls()).isEqualTo(1);
                    assertThat(statement.query()).startsWith("select");
                });
    }

    @Test
    void functionLiveTokenIsInlined() {
        List<String> plan = jdbc.sql("""
                        explain select exists (
                            select from storelatch.live_token('store', 'cus_1', 0, to_timestamp(0), 'key', null))
                        """).query(String.class).list();

        assertThat(plan).noneMatch(line -> line.contains("Function Scan") || line.contains("refresh_token"));
    }

    private record Pair(String accessToken, String refreshToken) {}

    private static Pair pair(Response response) {
        response.then().statusCode(200);
        return new Pair(response.path("access_token"), response.path("refresh_token"));
    }

    private Response refresh(Pair pair) {
        return api.refresh(pair.refreshToken());
    }

    private int status(Pair pair) {
        return api.tokenStatus(pair.accessToken());
    }

    private static void assertRefused(Response response) {
        response.then()
                .statusCode(401)
                .header("WWW-Authenticate", "Bearer")
                .contentType("text/plain; charset=utf-8")
                .body(equalTo("Unauthorized"));
    }
}
