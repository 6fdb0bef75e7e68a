package dev.storelatch.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.crypto.JwtJsonSerializer;
import dev.storelatch.crypto.Secret;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.MacAlgorithm;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class MedusaTokensTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
    private static final String NEW = "a-new-secret-of-the-shop-4Tq9XzLmWv2RbYc7-8KpD3sNfJg6HhEu1-x9ZqWe";
    private static final String OLD = "an-old-secret-of-the-shop-8KpD3sNfJg6HhEu1-4Tq9XzLmWv2RbYc7-kLmNb";

    @Test
    void tokenOfEachSecretIsAccepted() {
        assertThat(tokens(true, null).isSigned(signed(NEW, Jwts.SIG.HS256))).isTrue();
        assertThat(tokens(true, null).isSigned(signed(OLD, Jwts.SIG.HS256))).isTrue();
    }

    @Test
    void tokenOfAnotherSecretOrAlgorithmIsRefused() {
        assertThat(tokens(true, null).isSigned(signed("x" + NEW, Jwts.SIG.HS256)))
                .isFalse();
        assertThat(tokens(true, null).isSigned(signed(NEW, Jwts.SIG.HS512))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "a.b.c", "eyJhbGciOiJub25lIn0.e30."})
    void malformedTokenIsRefused(String token) {
        assertThat(tokens(true, null).isSigned(token)).isFalse();
    }

    @Test
    void settingsForTokensOfMedusaApply() {
        String token = signed(NEW, Jwts.SIG.HS256);

        assertThat(tokens(false, null).isSigned(token)).isFalse();
        assertThat(tokens(true, NOW).isSigned(token)).isTrue();
        assertThat(tokens(true, NOW.plusSeconds(1)).isSigned(token)).isFalse();
    }

    private static MedusaTokens tokens(boolean accept, @Nullable Instant issuedSince) {
        TokenSettings.Refresh refresh = new TokenSettings.Refresh(
                Duration.ofMinutes(15), Duration.ofSeconds(30), Duration.ofDays(30), Duration.ofDays(90));
        TokenSettings settings = new TokenSettings(
                List.of(Secret.of(NEW), Secret.of(OLD)),
                List.of(),
                Duration.ofDays(30),
                Duration.ofHours(24),
                refresh,
                accept,
                issuedSince);
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        return new MedusaTokens(new JwtVerifier(new TokenKeys(settings), clock), settings);
    }

    private static String signed(String secret, MacAlgorithm algorithm) {
        return Jwts.builder()
                .json(new JwtJsonSerializer(JsonMapper.shared()))
                .claim("invite_id", "invite_1")
                .issuedAt(Date.from(NOW))
                .signWith(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"), algorithm)
                .compact();
    }
}
