package dev.storelatch.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.storelatch.crypto.Secret;
import java.nio.charset.StandardCharsets;
import java.util.List;

class CookieSignatureFuzzTest {

    private static final Secret NEW = Secret.of("a-new-cookie-secret-8KpD3sNfJg6HhEu1");
    private static final Secret OLD = Secret.of("an-old-cookie-secret-4Tq9XzLmWv2RbYc7");

    private final CookieSignature newest = new CookieSignature(List.of(NEW));
    private final CookieSignature both = new CookieSignature(List.of(NEW, OLD));
    private final CookieSignature oldest = new CookieSignature(List.of(OLD));

    /** A value is accepted exactly as it would be signed. */
    @FuzzTest(maxDuration = "2m")
    void cookie(byte[] sent) {
        String cookie = new String(sent, StandardCharsets.UTF_8);

        newest.unsign(cookie).ifPresent(value -> assertThat(newest.sign(value)).isEqualTo(cookie));
    }

    /** The first two bytes select a character of the signed value and what becomes of it. */
    @FuzzTest(maxDuration = "2m")
    void alteredCookie(byte[] sent) {
        if (sent.length < 2) {
            return;
        }
        String value = new String(sent, 2, sent.length - 2, StandardCharsets.UTF_8);
        String signed = newest.sign(value);
        StringBuilder altered = new StringBuilder(signed);
        altered.setCharAt((sent[0] & 0xff) % signed.length(), (char) (sent[1] & 0xff));

        assertThat(newest.unsign(signed)).contains(value);
        assertThat(newest.unsign(altered.toString()).isPresent())
                .isEqualTo(altered.toString().equals(signed));
        assertThat(both.unsign(oldest.sign(value))).contains(value);
        assertThat(oldest.unsign(signed)).isEmpty();
    }
}
