package dev.storelatch.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.storelatch.crypto.Sha256;
import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.ServerTest;
import dev.storelatch.support.SignedToken;
import dev.storelatch.support.TestClock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** A token is over when its owner says so, and not only when it expires: ASVS 7.4.1 to 7.4.3. */
@ServerTest
class EndedTokenTest {

    @Autowired
    Api api;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TestClock clock;

    @Test
    void logoutEndsItsOwnTokenAndNoOther() {
        Customer customer = api.register();
        String token = api.token(customer);
        String other = api.token(customer);

        logOut(token);

        assertThat(status(token)).isEqualTo(401);
        assertThat(status(other)).isEqualTo(200);
        api.cookie(customer.cookie()).get("/store/customers/me").then().statusCode(200);
        logOut(token);
    }

    /** The cookie is the caller, but who logs out means all that the request carries. */
    @Test
    void logoutEndsCookieAndTokenTogether() {
        Customer customer = api.register();
        String othersToken = api.token(api.register());

        api.bearer(othersToken)
                .header("Cookie", "connect.sid=" + customer.cookie())
                .delete("/store/auth")
                .then()
                .statusCode(200);

        assertThat(status(othersToken)).isEqualTo(401);
        api.cookie(customer.cookie()).get("/store/customers/me").then().statusCode(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer x", "Bearer a.b.c", "Basic dXNlcjpwYXNz"})
    void logoutWithoutAGoodTokenIsFine(String header) {
        api.request()
                .header("Authorization", header)
                .delete("/store/auth")
                .then()
                .statusCode(200)
                .body(equalTo("OK"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"password", "email"})
    void aChangeOfCredentialsEndsEveryTokenAlsoTheOneThatMadeIt(String changed) {
        Customer customer = api.register();
        Customer stranger = api.register();
        String token = api.token(customer);
        String other = api.token(customer);
        String strangers = api.token(stranger);
        String value = changed.equals("email") ? "new-" + customer.email() : "a new password " + UUID.randomUUID();

        change(token, Map.of(changed, value));

        assertThat(List.of(status(token), status(other), status(strangers))).containsExactly(401, 401, 200);
        Customer after = changed.equals("email")
                ? new Customer(customer.id(), value, customer.password(), "")
                : new Customer(customer.id(), customer.email(), value, "");
        assertThat(status(api.token(after))).isEqualTo(200);
    }

    /** {@code iat} has seconds, so it cannot tell the two tokens apart. */
    @Test
    void theTokenAfterAChangeWorksEvenInTheSecondOfTheOneBefore() {
        boolean sameSecond = false;
        for (int attempt = 0; attempt < 20 && !sameSecond; attempt++) {
            Customer customer = api.register();
            String before = api.token(customer);
            change(before, Map.of("password", "a new password"));
            String after = api.token(new Customer(customer.id(), customer.email(), "a new password", ""));

            assertThat(status(before)).isEqualTo(401);
            assertThat(status(after)).isEqualTo(200);
            sameSecond = issuedAt(before) == issuedAt(after);
        }
        assertThat(sameSecond).isTrue();
    }

    @Test
    void aChangeOfAnythingElseEndsNothing() {
        Customer customer = api.register();
        String token = api.token(customer);

        change(token, Map.of("first_name", "Ada"));
        change(token, Map.of("email", customer.email()));

        assertThat(status(token)).isEqualTo(200);
    }

    @Test
    void aTokenOfMedusasIsAcceptedAndCanBeLoggedOut() {
        Customer customer = api.register();
        String token = medusas(customer, 0);
        String older = medusas(customer, -1);

        assertThat(status(token)).isEqualTo(200);
        logOut(token);

        assertThat(status(token)).isEqualTo(401);
        assertThat(status(older)).isEqualTo(200);
    }

    @Test
    void aTokenOfMedusasEndsWithAChangeUnlessItIsIssuedInALaterSecond() {
        Customer customer = api.register();
        String before = medusas(customer, -10);
        String without =
                SignedToken.hs256(Map.of("customer_id", customer.id(), "domain", "store", "exp", 4_000_000_000L));
        assertThat(List.of(status(before), status(without))).containsExactly(200, 200);

        change(before, Map.of("password", "a new password"));

        assertThat(List.of(status(before), status(without), status(medusas(customer, -10))))
                .containsOnly(401);
        clock.advance(Duration.ofSeconds(2));
        assertThat(status(medusas(customer, 0))).isEqualTo(200);
    }

    @Test
    void anEpochThatIsNotTheAccountsIsRefused() {
        Customer customer = api.register();

        assertThat(status(withEpoch(customer, 0))).isEqualTo(200);
        for (Object epoch : List.of(-1, 1, 0.5, "0", true, List.of(0), 1L << 32)) {
            assertThat(status(withEpoch(customer, epoch))).isEqualTo(401);
        }
    }

    @Test
    void theClaimsThatEndATokenStandBehindMedusasFour() {
        Customer customer = api.register();
        JsonNode claims = SignedToken.claims(api.token(customer));

        assertThat(claims.propertyNames()).containsExactly("customer_id", "domain", "iat", "exp", "jti", "epoch");
        assertThat(claims.path("epoch").intValue()).isZero();
        assertThat(claims.path("exp").longValue() - claims.path("iat").longValue())
                .isEqualTo(2_592_000);
    }

    @Test
    void aServerThatSignsWithASecretPublishesNoKey() {
        api.request().get("/.well-known/jwks.json").then().statusCode(200).body(equalTo("{\"keys\":[]}"));
    }

    /** Nobody who reads the table can log in with what stands in it. */
    @Test
    void theTableHoldsNoToken() {
        Customer customer = api.register();
        String token = api.token(customer);
        logOut(token);

        List<String> keys = jdbc.sql("select key from storelatch.revoked_token")
                .query(String.class)
                .list();
        assertThat(keys)
                .contains(Sha256.base64UrlOf(token.substring(0, token.lastIndexOf('.'))))
                .noneMatch(token::contains);
    }

    @Test
    void aTokenCostsOneSelectBesideTheRoomsOwn() {
        jdbc.sql("create extension if not exists pg_stat_statements").update();
        String token = api.token(api.register());
        status(token);
        jdbc.sql("select pg_stat_statements_reset()::text").query(String.class).single();

        assertThat(status(token)).isEqualTo(200);

        List<String> statements = jdbc.sql("""
                        select s.calls || ' ' || s.query
                        from pg_stat_statements s
                        join pg_database d on d.oid = s.dbid
                        where d.datname = current_database() and s.query not like '%pg_stat_statements%'
                        """).query(String.class).list();
        assertThat(statements).hasSize(2).allMatch(statement -> statement.startsWith("1 select"));
        assertThat(statements)
                .filteredOn(statement -> statement.contains("live_token"))
                .hasSize(1);
    }

    private int status(String token) {
        return api.bearer(token).get("/store/customers/me").statusCode();
    }

    private void logOut(String token) {
        api.bearer(token).delete("/store/auth").then().statusCode(200).body(equalTo("OK"));
    }

    private void change(String token, Map<String, String> body) {
        api.json(body)
                .header("Authorization", "Bearer " + token)
                .post("/store/customers/me")
                .then()
                .statusCode(200);
    }

    private String medusas(Customer customer, int secondsFromNow) {
        return SignedToken.hs256(claims(customer, clock.instant().getEpochSecond() + secondsFromNow));
    }

    private String withEpoch(Customer customer, Object epoch) {
        Map<String, Object> claims = claims(customer, clock.instant().getEpochSecond());
        claims.put("epoch", epoch);
        return SignedToken.hs256(claims);
    }

    private static Map<String, Object> claims(Customer customer, long issuedAt) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("customer_id", customer.id());
        claims.put("domain", "store");
        claims.put("iat", issuedAt);
        claims.put("exp", issuedAt + 2_592_000);
        return claims;
    }

    private static long issuedAt(String token) {
        return SignedToken.claims(token).path("iat").longValue();
    }
}
