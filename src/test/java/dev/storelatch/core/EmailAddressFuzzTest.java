package dev.storelatch.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

class EmailAddressFuzzTest {

    /** As long a text as a request can have. */
    private static final int MOST = 100_000;

    @FuzzTest(maxDuration = "2m")
    void address(byte[] sent) {
        String text = new String(sent, StandardCharsets.UTF_8);
        String stored = new EmailAddress(text).value();

        assertThat(new EmailAddress(stored).value()).isEqualTo(stored);
        assertThat(new EmailAddress(text.toLowerCase(Locale.ROOT)).value()).isEqualTo(stored);
        if (EmailAddress.isValid(text)) {
            int at = text.lastIndexOf('@');
            String local = text.substring(0, at);
            String domain = text.substring(at + 1);
            assertThat(bytes(local)).isBetween(1, 64);
            assertThat(bytes(domain)).isBetween(4, 254);
            assertThat(domain).contains(".").doesNotContainPattern("[\\x00-\\x20\\x7f<>\",;:@()\\[\\]\\\\]");
            assertThat(local.startsWith("\"") || !local.matches("(?s).*[\\x00-\\x20\\x7f<>\",;:@()\\[\\]\\\\].*"))
                    .isTrue();
            assertThat(EmailAddress.isValid(text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT))
                            || bytes(stored) != bytes(text)
                            || !stored.equals(text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT)))
                    .isTrue();
        }
    }

    /** Longer texts cost no more than their length: no expression tries all ways to divide them. */
    @FuzzTest(maxDuration = "2m")
    void repeatedText(byte[] sent) {
        String text = new String(sent, StandardCharsets.UTF_8);
        String longest = text.repeat(MOST / Math.max(1, text.length()));

        for (String address :
                new String[] {longest, longest + "@example.com", "a@" + longest, "\"" + longest + "\"@b.de"}) {
            assertThat(EmailAddress.isValid(address) && address.length() > 64 + 1 + 254)
                    .isFalse();
        }
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
