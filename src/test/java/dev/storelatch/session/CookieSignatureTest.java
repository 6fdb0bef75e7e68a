package dev.storelatch.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.crypto.Secret;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The vectors were computed by the npm package cookie-signature 1.0.6. */
class CookieSignatureTest {

    private static final String OLD = "test-cookie-secret-ZQ4cT8pMmbV2aN5rKfW";
    private static final String NEW = "another-cookie-secret-of-enough-length-é";

    private final CookieSignature signature = new CookieSignature(List.of(Secret.of(NEW), Secret.of(OLD)));

    @ParameterizedTest
    @CsvSource({
        OLD + ",abcdefghijklmnopqrstuvwxyzABCDEF,kkudX2eSmy6Ui457u3ViRsBRmw6K+66XDVfcGfGsiAE",
        NEW + ",0123456789-_0123456789-_01234567,GooOGXiEsUWQYWEJ9eQxdXw8hNVuKmmRA4hVs23Gf7A",
        OLD + ",'',rECd0rstYXAz9O0nQw2e9PW412v+e0ViB1RnXSbfpCc"
    })
    void signsAsTheNpmPackageDoes(String secret, String value, String expected) {
        assertThat(new CookieSignature(List.of(Secret.of(secret))).sign(value)).isEqualTo(value + "." + expected);
    }

    @Test
    void signsWithTheFirstSecretAndAcceptsAll() {
        assertThat(signature.unsign(new CookieSignature(List.of(Secret.of(OLD))).sign("id")))
                .contains("id");
        assertThat(signature.sign("id")).isEqualTo(new CookieSignature(List.of(Secret.of(NEW))).sign("id"));
    }

    @ParameterizedTest
    @CsvSource({
        "abc.",
        "abc",
        "''",
        ".",
        "abc.kkudX2eSmy6Ui457u3ViRsBRmw6K+66XDVfcGfGsiAE",
        // padded, and the last character changed to one that decodes to the same bytes
        "abcdefghijklmnopqrstuvwxyzABCDEF.kkudX2eSmy6Ui457u3ViRsBRmw6K+66XDVfcGfGsiAE=",
        "abcdefghijklmnopqrstuvwxyzABCDEF.kkudX2eSmy6Ui457u3ViRsBRmw6K+66XDVfcGfGsiAF"
    })
    void refusesOtherSignatures(String signed) {
        assertThat(signature.unsign(signed)).isEmpty();
    }
}
