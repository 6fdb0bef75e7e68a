package dev.storelatch.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.storelatch.crypto.Sha256;
import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.ServerTest;
import dev.storelatch.support.SignedToken;
import dev.storelatch.support.Statements;
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

/** Revocation of access tokens before they expire: ASVS 7.4.1 to 7.4.3. */
@ServerTest
class TokenRevocationTest {

    @Autowired
    Api api;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Statements statements;

    @Autowired
    TestClock clock;

    @Test
    void logoutRevokesItsOwnTokenAndNoOther() {
        Customer customer = api.register();
        String token = api.token(customer);
        String other = api.token(customer);

        logout(token);

        assertThat(api.tokenStatus(token)).isEqualTo(401);
        assertThat(api.tokenStatus(other)).isEqualTo(200);
        assertThat(api.cookieStatus(customer.cookie())).isEqualTo(200);
        logout(token);
    }

    /** The cookie determines the caller, but a log-out ends every credential of the request. */
    @Test
    void logoutEndsBothCookieAndToken() {
        Customer customer = api.register();
        String othersToken = api.token(api.register());

        api.bearer(othersToken, customer.cookie()).delete("/store/auth").then().statusCode(200);

        assertThat(api.tokenStatus(othersToken)).isEqualTo(401);
        assertThat(api.cookieStatus(customer.cookie())).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer x", "Bearer a.b.c", "Basic dXNlcjpwYXNz"})
    void logoutWithAnInvalidTokenSucceeds(String header) {
        api.request()
                .header("Authorization", header)
                .delete("/store/auth")
                .then()
                .statusCode(200)
                .body(equalTo("OK"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"password", "email"})
    void changeOfCredentialsRevokesEveryTokenIncludingItsOwn(String changed) {
        Customer customer = api.register();
        Customer stranger = api.register();
        String token = api.token(customer);
        String other = api.token(customer);
        String strangers = api.token(stranger);
        String value = changed.equals("email") ? "new-" + customer.email() : "a new password " + UUID.randomUUID();

        change(token, Map.of(changed, value));

        assertThat(List.of(api.tokenStatus(token), api.tokenStatus(other), api.tokenStatus(strangers)))
                .containsExactly(401, 401, 200);
        Customer after = changed.equals("email") ? customer.withEmail(value) : customer.withPassword(value);
        assertThat(api.tokenStatus(api.token(after))).isEqualTo(200);
    }

    /** {@code iat} has seconds, so it cannot tell the two tokens apart. */
    @Test
    void newTokenWorksInTheSecondInWhichTheOldOneWasIssued() {
        boolean sameSecond = false;
        for (int attempt = 0; attempt < 20 && !sameSecond; attempt++) {
            Customer customer = api.register();
            String before = api.token(customer);
            change(before, Map.of("password", "a new password"));
            String after = api.token(customer.withPassword("a new password"));

            assertThat(api.tokenStatus(before)).isEqualTo(401);
            assertThat(api.tokenStatus(after)).isEqualTo(200);
            sameSecond = issuedAt(before) == issuedAt(after);
        }
        assertThat(sameSecond).isTrue();
    }

    @Test
    void otherChangesRevokeNothing() {
        Customer customer = api.register();
        String token = api.token(customer);

        change(token, Map.of("first_name", "Ada"));
        change(token, Map.of("email", customer.email()));

        assertThat(api.tokenStatus(token)).isEqualTo(200);
    }

    @Test
    void tokenFromMedusaIsAcceptedAndCanBeRevoked() {
        Customer customer = api.register();
        String token = medusaToken(customer, 0);
        String older = medusaToken(customer, -1);

        assertThat(api.tokenStatus(token)).isEqualTo(200);
        logout(token);

        assertThat(api.tokenStatus(token)).isEqualTo(401);
        assertThat(api.tokenStatus(older)).isEqualTo(200);
    }

    @Test
    void changeOfCredentialsRevokesTokensFromMedusaIssuedUpToItsSecond() {
        Customer customer = api.register();
        String before = medusaToken(customer, -10);
        String without =
                SignedToken.hs256(Map.of("customer_id", customer.id(), "domain", "store", "exp", 4_000_000_000L));
        assertThat(List.of(api.tokenStatus(before), api.tokenStatus(without))).containsExactly(200, 200);

        change(before, Map.of("password", "a new password"));

        assertThat(List.of(
                        api.tokenStatus(before), api.tokenStatus(without), api.tokenStatus(medusaToken(customer, -10))))
                .containsOnly(401);
        clock.advance(Duration.ofSeconds(2));
        assertThat(api.tokenStatus(medusaToken(customer, 0))).isEqualTo(200);
    }

    @Test
    void otherEpochThanTheAccountsIsRefused() {
        Customer customer = api.register();

        assertThat(api.tokenStatus(withEpoch(customer, 0))).isEqualTo(200);
        for (Object epoch : List.of(-1, 1, 0.5, "0", true, List.of(0), 1L << 32)) {
            assertThat(api.tokenStatus(withEpoch(customer, epoch))).isEqualTo(401);
        }
    }

    @Test
    void revocationClaimsFollowMedusasFourClaims() {
        Customer customer = api.register();
        JsonNode claims = SignedToken.claims(api.token(customer));

        assertThat(claims.propertyNames()).containsExactly("customer_id", "domain", "iat", "exp", "jti", "epoch");
        assertThat(claims.path("epoch").intValue()).isZero();
        assertThat(claims.path("exp").longValue() - claims.path("iat").longValue())
                .isEqualTo(2_592_000);
    }

    @Test
    void signingSecretIsNotPublished() {
        api.request().get("/.well-known/jwks.json").then().statusCode(200).body(equalTo("{\"keys\":[]}"));
    }

    /** The contents of the table are not enough to log in. */
    @Test
    void tableStoresNoToken() {
        Customer customer = api.register();
        String token = api.token(customer);
        logout(token);

        List<String> keys = jdbc.sql("select key from storelatch.revoked_token")
                .query(String.class)
                .list();
        assertThat(keys)
                .contains(Sha256.base64UrlOf(token.substring(0, token.lastIndexOf('.'))))
                .noneMatch(token::contains);
    }

    @Test
    void checkingATokenTakesOneSelect() {
        String token = api.token(api.register());

        assertThat(statements.of(() -> assertThat(api.tokenStatus(token)).isEqualTo(200)))
                .singleElement()
                .asString()
                .startsWith("1 select")
                .contains("live_token");
    }

    private void logout(String token) {
        api.bearer(token).delete("/store/auth").then().statusCode(200).body(equalTo("OK"));
    }

    private void change(String token, Map<String, String> body) {
        api.json(body)
                .header("Authorization", "Bearer " + token)
                .post("/store/customers/me")
                .then()
                .statusCode(200);
    }

    private String medusaToken(Customer customer, int secondsFromNow) {
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
