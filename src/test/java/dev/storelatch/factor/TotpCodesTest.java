package dev.storelatch.factor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpCodesTest {

    /** RFC 6238, appendix B, for SHA-1: the last six of the eight digits. */
    private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

    @ParameterizedTest
    @CsvSource({
        "59, 287082",
        "1111111109, 081804",
        "1111111111, 050471",
        "1234567890, 005924",
        "2000000000, 279037",
        "20000000000, 353130"
    })
    void codesAreThoseOfTheRfc(long seconds, String code) {
        assertThat(at(seconds).findStep(SECRET, code)).hasValue(seconds / 30);
        assertThat(at(seconds + 30).findStep(SECRET, code)).hasValue(seconds / 30);
        assertThat(at(seconds - 30).findStep(SECRET, code)).hasValue(seconds / 30);
        assertThat(at(seconds + 60).findStep(SECRET, code)).isEmpty();
        assertThat(at(seconds - 60).findStep(SECRET, code)).isEmpty();
    }

    @Test
    void secretsAreOfTheLengthOfTheHash() {
        assertThat(at(0).newSecret()).hasSize(20);
    }

    private static TotpCodes at(long seconds) {
        return new TotpCodes(Clock.fixed(Instant.ofEpochSecond(seconds), ZoneOffset.UTC));
    }
}
