package dev.storelatch.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.crypto.JwtJsonDeserializer;
import dev.storelatch.crypto.JwtJsonSerializer;
import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.PemFile;
import dev.storelatch.support.ServerTest;
import dev.storelatch.support.TestClock;
import io.jsonwebtoken.Claims;
import io.jsonwebtoken.Jws;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Jwks;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyPair;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.json.JsonMapper;

/** Tokens for backends that verify them with the published keys, while the key is being replaced. */
@ServerTest
class UpstreamKeyTest {

    private static final KeyPair NEW = PemFile.keyPair("EC", 256);
    private static final KeyPair FORMER = PemFile.keyPair("RSA", 2048);

    private static final JwtJsonDeserializer JSON = new JwtJsonDeserializer(JsonMapper.shared());

    @TempDir
    static Path folder;

    @Autowired
    Api api;

    @Autowired
    TestClock clock;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry settings) {
        String keys = PemFile.of(folder, NEW.getPrivate()) + "," + PemFile.of(folder, FORMER.getPublic());
        settings.add("storelatch.edge.proxy-keys", () -> UpstreamTokenTest.KEY);
        settings.add("storelatch.edge.upstream.keys", () -> keys);
        settings.add("storelatch.edge.upstream.issuer", () -> "https://api.example.com");
        settings.add("storelatch.edge.upstream.audience", () -> "carts");
        settings.add("storelatch.edge.upstream.lifetime", () -> "30s");
    }

    @Test
    void backendVerifiesTheTokenWithThePublishedKeysAlone() {
        Customer customer = api.register();

        Jws<Claims> token = verify(token(customer));

        assertThat(token.getHeader().getAlgorithm()).isEqualTo("ES256");
        assertThat(token.getPayload())
                .containsEntry("customer_id", customer.id())
                .containsEntry("domain", "store")
                .containsEntry("aud", Set.of("carts"))
                .containsEntry("iss", "https://api.example.com")
                .containsOnlyKeys("customer_id", "domain", "iat", "exp", "iss", "aud");
        assertThat(token.getPayload().getExpiration().getTime()
                        - token.getPayload().getIssuedAt().getTime())
                .isEqualTo(30_000);
    }

    @Test
    void allKeysArePublishedWithoutTheirPrivateParts() {
        var published = api.request().get("/.well-known/jwks.json");

        assertThat(published.<String>path("keys[0].alg")).isEqualTo("ES256");
        assertThat(published.<String>path("keys[1].alg")).isEqualTo("RS256");
        assertThat(published.<Map<String, ?>>path("keys[0]")).doesNotContainKey("d");
    }

    @Test
    void keyDoesNotSignLogInsHere() {
        Customer customer = api.register();

        assertThat(api.tokenStatus(token(customer))).isEqualTo(401);
        assertThat(api.tokenStatus(Jwts.builder()
                        .json(new JwtJsonSerializer(JsonMapper.shared()))
                        .claim("customer_id", customer.id())
                        .claim("domain", "store")
                        .issuedAt(Date.from(clock.instant()))
                        .expiration(Date.from(clock.instant().plusSeconds(30)))
                        .header()
                        .keyId(kid(0))
                        .and()
                        .signWith(NEW.getPrivate())
                        .compact()))
                .isEqualTo(401);
    }

    private String token(Customer customer) {
        return api.cookie(customer.cookie())
                .header("X-Storelatch-Proxy-Key", UpstreamTokenTest.KEY)
                .get("/verify/store")
                .header("Authorization")
                .substring("Bearer ".length());
    }

    private String kid(int index) {
        return api.request().get("/.well-known/jwks.json").path("keys[" + index + "].kid");
    }

    private Jws<Claims> verify(String token) {
        String keys = api.request().get("/.well-known/jwks.json").asString();
        return Jwts.parser()
                .json(JSON)
                .clock(() -> Date.from(clock.instant()))
                .requireAudience("carts")
                .keyLocator(header -> key(keys, String.valueOf(header.get("kid"))))
                .build()
                .parseSignedClaims(token);
    }

    private static Key key(String keys, String kid) {
        return Jwks.setParser().json(JSON).build().parse(keys).getKeys().stream()
                .filter(key -> kid.equals(key.getId()))
                .findFirst()
                .orElseThrow()
                .toKey();
    }
}
