package dev.storelatch.password;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.support.MedusaSample;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The vectors were made with npm's {@code scrypt-kdf} 2.0.1 on Node 20. */
class ScryptContainerTest {

    private static final String SUPERSECRET = "c2NyeXB0AAEAAAABAAAAAf5vhgJR1Y6GYBNxSg6QF24BJjD11ifUXqUqBNWgtjjD0cVDGrRE"
            + "OS3U/Wyf8TrjAOKyocINFFaCaD/avCmOs/hJjyrrEtV072cCtYmHYgAg";

    @ParameterizedTest
    @CsvSource({
        "supersecret, " + SUPERSECRET,
        "Pässwörter 🔑 密码, c2NyeXB0AAoAAAAIAAAAAydT5OC5wBPfnI7nyAYHR81IMGIxacezPPd2rgxFdJmx21ErjkOOGPZCdTYL9LBmHtSm"
                + "BSytb+a3gP4oZgZasBwlACHRVUrwcXo8gokbfcns",
        "'Pässword ', c2NyeXB0AA8AAAAIAAAAA92WrEo+kkgGviXsBLPly++OHx/VPoLcCLoYUQVvBEGAEuka+2g65h+/Q5/57DQTwePLJ7a3rq2p"
                + "xNnsIpORxY3YLG1QayzMujgLdVajYe/F",
        "correct horse, c2NyeXB0ABEAAAAIAAAABErbZJNWigBjUnCXv3GiFMQ9vV8qeBtsKnMz5hmSPY/tKq6s0QGZNTSJd1NtoK4vMsIHxTM1"
                + "J5VNZc72sBYgqBHqUf2jbXLX8nzN5xcCys67"
    })
    void containersOfNodeVerify(String password, String stored) {
        ScryptContainer container = ScryptContainer.parse(stored).orElseThrow();
        assertThat(container.matches(password)).isTrue();
        assertThat(container.encoded()).isEqualTo(stored);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "supersecre", "supersecret ", "Supersecret", "supersecretsupersecret"})
    void anotherPasswordDoesNot(String password) {
        assertThat(ScryptContainer.parse(SUPERSECRET).orElseThrow().matches(password))
                .isFalse();
    }

    @Test
    void everyPasswordOfTheMedusaSampleVerifies() {
        JsonNode sample = MedusaSample.credentials();
        int verified = 0;
        for (String kind : new String[] {"users", "customers"}) {
            for (JsonNode account : sample.get(kind)) {
                ScryptContainer container = ScryptContainer.parse(
                                account.get("password_hash").stringValue())
                        .orElseThrow();
                String password = account.get("password").stringValue();
                assertThat(container.matches(password)).isTrue();
                assertThat(container.matches(password + "x")).isFalse();
                verified++;
            }
        }
        assertThat(verified).isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // N = 2^18
                "c2NyeXB0ABIAAAACAAAAAagUgaUvqItQgQqpJhBvTvJiMT0BuimbsnX/USeH5O0FtRoOqaMnMc8SdpdpsXczyh3ryAKtCKx4mIQ7hNM4"
                        + "i9rkEXjsQSeIpUBCkdGMfbMB",
                // r = 9
                "c2NyeXB0AAIAAAAJAAAAAWavdoQbPE9zvncQbaSLg2a+JcAugsJ0HsisgTFsGFA4/IlmdO1lAR+aU8FZN8w2TJ8tSeMRD+SIIDXwmhSu"
                        + "p4rV7WWPEHnzwfoSbOsYyQ4y",
                // p = 5
                "c2NyeXB0AAIAAAABAAAABcI24VEkMQx/IT8PMtlRWoIkQuY9LopaxE6JbKQxf2hlCgJMbpzkfkCu+RnH/gl+KOyKq+edUTyPQi6BSmKQ"
                        + "jYZeU9UyAQAktqVSe/xPzphD"
            })
    void aCostAboveTheLimitIsRefused(String stored) {
        assertThat(ScryptContainer.parse(stored)).isEmpty();
    }

    @Test
    void parametersThatScryptDoesNotHaveAreRefused() {
        assertThat(withHeader(bytes -> bytes[7] = 2)).isPresent();
        assertThat(withHeader(bytes -> bytes[7] = 0)).isEmpty();
        assertThat(withHeader(bytes -> bytes[7] = (byte) 0x81)).isEmpty();
        assertThat(withHeader(bytes -> bytes[7] = 16)).isEmpty();
        assertThat(withHeader(bytes -> bytes[11] = 0)).isEmpty();
        assertThat(withHeader(bytes -> bytes[15] = 0)).isEmpty();
        assertThat(withHeader(bytes -> bytes[8] = (byte) 0x80)).isEmpty();
        assertThat(withHeader(bytes -> bytes[12] = (byte) 0x80)).isEmpty();
        assertThat(withHeader(bytes -> bytes[0] = 'S')).isEmpty();
        assertThat(withHeader(bytes -> bytes[6] = 1)).isEmpty();
    }

    @Test
    void aWrongChecksumIsRefused() {
        byte[] bytes = Base64.getDecoder().decode(SUPERSECRET);
        bytes[48] ^= 1;
        assertThat(ScryptContainer.parse(Base64.getEncoder().encodeToString(bytes)))
                .isEmpty();
    }

    @Test
    void aChangedHmacDoesNotMatch() {
        byte[] bytes = Base64.getDecoder().decode(SUPERSECRET);
        bytes[95] ^= 1;
        ScryptContainer container =
                ScryptContainer.parse(Base64.getEncoder().encodeToString(bytes)).orElseThrow();
        assertThat(container.matches("supersecret")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "c2NyeXB0",
                "not base64 at all",
                "pässword",
                "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$aGFzaA",
                SUPERSECRET + "AAAA",
                SUPERSECRET + "\n"
            })
    void textsThatAreNotContainersAreRefused(String stored) {
        assertThat(ScryptContainer.parse(stored)).isEmpty();
    }

    @Test
    void aNewContainerHasMedusasFormAndItsOwnSalt() {
        ScryptContainer one = ScryptContainer.create("supersecret", new ScryptCost(4, 8, 3), new SecureRandom());
        ScryptContainer two = ScryptContainer.create("supersecret", new ScryptCost(4, 8, 3), new SecureRandom());
        assertThat(one.encoded()).hasSize(128).isNotEqualTo(two.encoded());
        ScryptContainer read = ScryptContainer.parse(one.encoded()).orElseThrow();
        assertThat(read.matches("supersecret")).isTrue();
        assertThat(read.cost()).isEqualTo(new ScryptCost(4, 8, 3));
        assertThat(read.cost().isAtLeast(new ScryptCost(4, 8, 3))).isTrue();
        assertThat(read.cost().isAtLeast(new ScryptCost(5, 8, 3))).isFalse();
        assertThat(read.cost().isAtLeast(new ScryptCost(4, 9, 3))).isFalse();
        assertThat(read.cost().isAtLeast(new ScryptCost(4, 8, 4))).isFalse();
    }

    @Test
    void itPrintsRedacted() {
        assertThat(ScryptContainer.parse(SUPERSECRET).orElseThrow()).hasToString("[redacted]");
    }

    /** The container with a changed header and the matching checksum. */
    private static Optional<ScryptContainer> withHeader(Consumer<byte[]> change) {
        byte[] bytes = Base64.getDecoder().decode(SUPERSECRET);
        change.accept(bytes);
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(bytes, 0, 48);
            System.arraycopy(sha256.digest(), 0, bytes, 48, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
        return ScryptContainer.parse(Base64.getEncoder().encodeToString(bytes));
    }
}
