package dev.storelatch.factor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OtpauthUriTest {

    private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

    @Test
    void uriHasIssuerAccountAndSecret() {
        assertThat(OtpauthUri.of("My Shop", "grace+1@example.com", SECRET).text())
                .isEqualTo("otpauth://totp/My%20Shop:grace%2B1%40example.com"
                        + "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=My%20Shop");
    }

    @Test
    void qrCodeHasItsThreeFinderPatternsWithinAQuietZone() {
        String svg = OtpauthUri.of("My Shop", "grace@example.com", SECRET).svg();
        int size = Integer.parseInt(svg.replaceFirst("(?s).*viewBox=\"0 0 (\\d+) .*", "$1"));

        assertThat(svg)
                .contains("M4,4h1v1h-1z", "M%d,4h1v1h-1z".formatted(size - 5), "M4,%dh1v1h-1z".formatted(size - 5));
        assertThat(svg).doesNotContain("M3,", ",3h1v1h", "M%d,".formatted(size - 4));
    }

    @Test
    void theLongestAddressFitsIntoACode() {
        assertThat(OtpauthUri.of("ü".repeat(60), "ü".repeat(240) + "@example.com", SECRET)
                        .svg())
                .startsWith("<svg");
    }
}
