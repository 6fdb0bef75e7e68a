package dev.storelatch.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.storelatch.core.Actor;
import dev.storelatch.core.Realm;
import dev.storelatch.crypto.HmacSha256;
import dev.storelatch.crypto.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JwtVerifierFuzzTest {

    private static final Secret SECRET = Secret.of("test-jwt-secret-7XyPq3LhGdUeR9sJvB1kHn");
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
    private static final Actor ADA = new Actor(Realm.STORE, "cus_01M85MK3DYC0CQTPHNAVDDTJSE");
    private static final byte[] HEADER = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8);
    private static final byte[] CLAIMS = ("{\"customer_id\":\"" + ADA.id()
                    + "\",\"domain\":\"store\",\"exp\":1900000000}")
            .getBytes(StandardCharsets.UTF_8);

    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final TokenCodec codec = new TokenCodec(List.of(SECRET), List.of(), Clock.fixed(NOW, ZoneOffset.UTC));

    /** Without the secret nobody makes a token. */
    @FuzzTest(maxDuration = "2m")
    void token(byte[] sent) {
        String token = new String(sent, StandardCharsets.UTF_8);
        boolean signed = token.equals(signed(token.substring(0, Math.max(0, token.lastIndexOf('.')))));

        for (Realm realm : Realm.values()) {
            assertThat(codec.read(token, realm).isPresent() && !signed).isFalse();
        }
    }

    /** The first two bytes select a character of a token and what becomes of it; the others are the id of its account. */
    @FuzzTest(maxDuration = "2m")
    void alteredToken(byte[] sent) {
        if (sent.length < 2) {
            return;
        }
        String id = "cus_" + Base64.getUrlEncoder().encodeToString(sent);
        String token = codec.write(new Actor(Realm.STORE, id), Duration.ofDays(1), "id", 0, null);
        StringBuilder altered = new StringBuilder(token);
        altered.setCharAt((sent[0] & 0xff) % token.length(), (char) (sent[1] & 0xff));

        assertThat(codec.read(token, Realm.STORE).map(read -> read.actor().id()))
                .contains(id);
        assertThat(codec.read(altered.toString(), Realm.STORE).isPresent())
                .isEqualTo(altered.toString().equals(token));
    }

    /** A correct signature does not help a token with other claims. */
    @FuzzTest(maxDuration = "2m")
    void signedClaims(byte[] claims) {
        String token = signed(base64(HEADER) + "." + base64(claims));

        for (Realm realm : Realm.values()) {
            Optional<AccessToken> read = codec.read(token, realm);
            read.ifPresent(accepted -> assertClaims(STRICT.readTree(claims), accepted, realm));
        }
    }

    /** A correct signature does not help a token with another algorithm or critical extensions (RFC 8725 §3.1). */
    @FuzzTest(maxDuration = "2m")
    void signedHeader(byte[] header) {
        String token = signed(base64(header) + "." + base64(CLAIMS));

        if (codec.read(token, Realm.STORE).isPresent()) {
            JsonNode accepted = STRICT.readTree(header);
            assertThat(accepted.path("alg").stringValue("")).isEqualTo("HS256");
            assertThat(accepted.has("crit")).isFalse();
            assertThat(accepted.has("zip")).isFalse();
            assertThat(accepted.has("enc")).isFalse();
        }
    }

    private static void assertClaims(JsonNode claims, AccessToken accepted, Realm realm) {
        assertThat(accepted.actor().realm()).isEqualTo(realm);
        assertThat(accepted.actor().id()).isNotEmpty().doesNotContain("\0");
        assertThat(accepted.expiresAt()).isGreaterThanOrEqualTo(NOW.getEpochSecond());
        assertThat(claims.path("exp").isNumber()).isTrue();
        assertThat(claims.path("exp").decimalValue().doubleValue()).isGreaterThan(NOW.getEpochSecond());
        assertThat(claims.path("domain").stringValue(realm.id())).isEqualTo(realm.id());
    }

    private static String signed(String content) {
        return content + "." + base64(HmacSha256.of(SECRET.bytes(), content));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
