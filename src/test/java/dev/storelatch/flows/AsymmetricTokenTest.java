package dev.storelatch.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;

import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.PemFile;
import dev.storelatch.support.ServerTest;
import dev.storelatch.support.SignedToken;
import dev.storelatch.support.TestClock;
import io.restassured.response.Response;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Access tokens signed with an RSA key, while a second key is published already. */
@ServerTest
class AsymmetricTokenTest {

    @TempDir
    static Path folder;

    @Autowired
    Api api;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TestClock clock;

    @DynamicPropertySource
    static void keys(DynamicPropertyRegistry settings) {
        String first =
                PemFile.of(folder, PemFile.keyPair("RSA", 2048).getPrivate()).toString();
        String second =
                PemFile.of(folder, PemFile.keyPair("EC", 256).getPrivate()).toString();
        settings.add("storelatch.token.keys", () -> first + "," + second);
    }

    @Test
    void publishedKeyVerifiesTheSignature() throws Exception {
        String[] token = api.token(api.register()).split("\\.", -1);
        JsonNode header = JsonMapper.shared().readTree(Base64.getUrlDecoder().decode(token[0]));
        JsonNode keys = JsonMapper.shared().readTree(published().asString()).path("keys");

        assertThat(header.propertyNames()).containsExactly("alg", "typ", "kid");
        assertThat(keys.size()).isEqualTo(2);
        assertThat(keys.get(0).path("kid")).isEqualTo(header.path("kid"));
        assertThat(keys.get(0).path("alg").stringValue()).isEqualTo("RS256");
        assertThat(keys.get(1).path("alg").stringValue()).isEqualTo("ES256");
        PublicKey key = KeyFactory.getInstance("RSA")
                .generatePublic(new RSAPublicKeySpec(
                        number(keys.get(0).path("n")), number(keys.get(0).path("e"))));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(key);
        signature.update((token[0] + "." + token[1]).getBytes(StandardCharsets.US_ASCII));
        assertThat(signature.verify(Base64.getUrlDecoder().decode(token[2]))).isTrue();
    }

    @Test
    void publicKeysMayBeCachedAndReadFromAnyOrigin() {
        published()
                .then()
                .statusCode(200)
                .header("Cache-Control", "max-age=300, public")
                .header("Access-Control-Allow-Origin", "*")
                .header("Cross-Origin-Resource-Policy", "cross-origin")
                .header("Content-Type", "application/json;charset=utf-8");
        api.request().head("/.well-known/jwks.json").then().statusCode(200).body(emptyString());
        for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS")) {
            api.request().request(method, "/.well-known/jwks.json").then().statusCode(404);
        }
        api.request().get("/.well-known/other.json").then().statusCode(404);
    }

    @Test
    void cachedTokenEndsAtLogout() {
        String token = api.token(api.register());
        assertThat(List.of(api.tokenStatus(token), api.tokenStatus(token))).containsOnly(200);

        api.bearer(token).delete("/store/auth");

        assertThat(api.tokenStatus(token)).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update customer set deleted_at = now() where id = ?",
                "update storelatch.account_state set token_epoch = 1, tokens_revoked_at = to_timestamp(0) where account_id = ?"
            })
    void cachedTokenEndsWithItsAccountOrItsEpoch(String ending) {
        Customer customer = api.register();
        String token = api.token(customer);
        assertThat(api.tokenStatus(token)).isEqualTo(200);

        jdbc.sql(ending).param(customer.id()).update();

        assertThat(api.tokenStatus(token)).isEqualTo(401);
    }

    @Test
    void cachedTokenExpires() {
        String token = api.token(api.register());
        assertThat(api.tokenStatus(token)).isEqualTo(200);

        clock.advance(Duration.ofDays(30));

        assertThat(api.tokenStatus(token)).isEqualTo(401);
    }

    @Test
    void tokenSignedWithASecretIsStillAccepted() {
        Customer customer = api.register();
        long now = clock.instant().getEpochSecond();

        assertThat(api.tokenStatus(SignedToken.hs256(
                        Map.of("customer_id", customer.id(), "domain", "store", "iat", now, "exp", now + 60))))
                .isEqualTo(200);
    }

    @Test
    void loginCanBeRefreshed() {
        Customer customer = api.register();
        Response first = api.refreshableLogin(customer);
        Response second = api.refresh(first.path("refresh_token"));
        assertThat(List.of(api.tokenStatus(first.path("access_token")), api.tokenStatus(second.path("access_token"))))
                .containsOnly(200);

        api.bearer(first.path("access_token")).delete("/store/auth").then().body(equalTo("OK"));

        assertThat(List.of(api.tokenStatus(first.path("access_token")), api.tokenStatus(second.path("access_token"))))
                .containsOnly(401);
    }

    private Response published() {
        return api.request().header("Origin", "https://anybody.example").get("/.well-known/jwks.json");
    }

    private static BigInteger number(JsonNode base64) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(base64.stringValue()));
    }
}
