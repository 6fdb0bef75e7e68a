package dev.storelatch.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

class CookieHeaderFuzzTest {

    private static final String NAME = "connect.sid";
    private static final String OWN = NAME + "=own";

    /** The first cookie of the name counts, whatever the client sends besides it. */
    @FuzzTest(maxDuration = "2m")
    void header(byte[] sent) {
        String header = new String(sent, StandardCharsets.ISO_8859_1);

        Optional<String> found = CookieHeader.find(List.of(header), NAME);

        found.ifPresent(value -> assertThat(header).contains(value));
        assertThat(found.orElse("")).doesNotContain(";");
        assertThat(CookieHeader.find(List.of(OWN + ";" + header), NAME)).contains("own");
        assertThat(CookieHeader.find(List.of(OWN, header), NAME)).contains("own");
        assertThat(CookieHeader.find(List.of(header + ";" + OWN), NAME)).isEqualTo(found.or(() -> Optional.of("own")));
        assertThat(CookieHeader.find(List.of(header, OWN), NAME)).isEqualTo(found.or(() -> Optional.of("own")));
    }

    /** A value is returned as it was sent, without quotes and spaces around it. */
    @FuzzTest(maxDuration = "2m")
    void value(byte[] sent) {
        String value =
                new String(sent, StandardCharsets.ISO_8859_1).replace(";", "").strip();

        assertThat(CookieHeader.find(List.of("a=b; " + NAME + "=\"" + value + "\" ; c=d"), NAME))
                .contains(value);
        if (!value.startsWith("\"")) {
            assertThat(CookieHeader.find(List.of("a=b; " + NAME + "=" + value), NAME))
                    .contains(value);
        }
    }
}
