package dev.storelatch.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.crypto.Secret;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The codes are those of {@code printf '%s' <t>.<ip> | openssl dgst -sha256 -hmac <secret>}. */
class SignedVisitorAddressTest {

    private static final Instant SIGNED_AT = Instant.ofEpochSecond(1_767_225_600);
    private static final Secret SECRET = Secret.of("storefront-test-secret-5mWq8TzR2uXc7VbN4kLp");
    private static final Secret OTHER = Secret.of("another-test-secret-Hn3Yb6Qe9Kt1Zs5Wf8Jd");
    private static final String CODE = "9d80f4cf0376299833c3587085303710893761ace6f707d5e86b0644b899b66d";
    private static final String HEADER = "t=1767225600,ip=203.0.113.7,v1=" + CODE;

    /** Is the example of the documentation. */
    @ParameterizedTest
    @CsvSource({
        "203.0.113.7, 203.0.113.7, 9d80f4cf0376299833c3587085303710893761ace6f707d5e86b0644b899b66d",
        "2001:db8::7, 2001:db8:0:0:0:0:0:7, 2f8d70e188741630772c9b5eb10c3289322cf6173abc931739253bc7f2811344"
    })
    void signedAddressIsTheVisitors(String address, String read, String code) {
        assertThat(at(Duration.ZERO, SECRET).verify("t=1767225600,ip=" + address + ",v1=" + code))
                .hasValue(read);
    }

    @Test
    void everySecretIsAccepted() {
        assertThat(at(Duration.ZERO, OTHER, SECRET).verify(HEADER)).isPresent();
        assertThat(at(Duration.ZERO, OTHER).verify(HEADER)).isEmpty();
        assertThat(at(Duration.ZERO).verify(HEADER)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"-301, false", "-300, true", "300, true", "301, false"})
    void headerExpiresAfterFiveMinutes(long seconds, boolean accepted) {
        assertThat(at(Duration.ofSeconds(seconds), SECRET).verify(HEADER).isPresent())
                .isEqualTo(accepted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "203.0.113.7",
                "t=1767225600,ip=203.0.113.8,v1=" + CODE,
                "t=1767225601,ip=203.0.113.7,v1=" + CODE,
                "t=17672256,ip=00.203.0.113.7,v1=" + CODE,
                "t=1767225600,ip=203.0.113.7,v1=9D80F4CF0376299833C3587085303710893761ACE6F707D5E86B0644B899B66D",
                "t=1767225600,ip=203.0.113.7,v1=",
                "t=1767225600,ip=203.0.113.7",
                "t=99999999999999999999,ip=203.0.113.7,v1=" + CODE,
                " " + HEADER,
                HEADER + "," + HEADER,
            })
    void otherHeadersAreIgnored(String header) {
        assertThat(at(Duration.ZERO, SECRET).verify(header)).isEmpty();
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void warningAppearsOnceAMinuteAndOnlyIfTheHeaderIsConfigured(CapturedOutput output) {
        at(Duration.ZERO).verify(HEADER);
        assertThat(output).doesNotContain("x-storelatch-visitor");
        SignedVisitorAddress address = at(Duration.ZERO, OTHER);
        address.verify(HEADER);
        address.verify(HEADER);
        assertThat(output).containsOnlyOnce("x-storelatch-visitor").doesNotContain("203.0.113.7");
    }

    private static SignedVisitorAddress at(Duration elapsed, Secret... secrets) {
        return new SignedVisitorAddress(
                Throttles.settings(List.of(secrets)), Clock.fixed(SIGNED_AT.plus(elapsed), ZoneOffset.UTC));
    }
}
