package dev.storelatch.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.storelatch.core.StartupException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DotEnvTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "A=b | b",
                "  A = b c   | b c",
                "export A=b | b",
                "A= | ~~",
                "A=\"b # c\" # d | b # c",
                "A='b\"c' | b\"c",
                "A=`b'c` | b'c",
                "A='' | ~~",
                "A=b # c | b",
                "A=it's | it's",
                "A=x=y== | x=y==",
                "A=postgres://u:p%40@db/s?sslmode=require | postgres://u:p%40@db/s?sslmode=require",
                "A=\"b\\nc\" | ~b\nc~",
                "A='b\\nc' | b\\nc",
                "A=\"say \\\"b\\\"\" | say \\\"b\\\""
            })
    void aLineIsParsedAsByDotenv(String line, String value) {
        assertThat(DotEnv.parse(line)).isEqualTo(Map.of("A", value));
    }

    @Test
    void commentsAreSkippedAndTheLastValueOfANameCounts() {
        String text = "# first\r\n\r\nA=1\r\n  # second\r\nB=2\r\nA=3";

        assertThat(DotEnv.parse(text)).containsExactly(Map.entry("A", "3"), Map.entry("B", "2"));
    }

    @Test
    void aByteOrderMarkIsSkipped() {
        assertThat(DotEnv.parse("\uFEFFA=b")).isEqualTo(Map.of("A", "b"));
    }

    @Test
    void aQuotedValueMaySpanLines() {
        assertThat(DotEnv.parse("KEY=\"one\ntwo\"\nB=c"))
                .containsExactly(Map.entry("KEY", "one\ntwo"), Map.entry("B", "c"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hunter2",
                "A=\"hunter2",
                "A='hunter2' x",
                "=hunter2",
                "A hunter2",
                "export hunter2",
                "1A=hunter2"
            })
    void aMalformedLineIsReportedByItsNumberOnly(String line) {
        assertThatThrownBy(() -> DotEnv.parse("# comment\nA=\"1\n2\"\n\n" + line + "\nB=2\n"))
                .isInstanceOf(StartupException.class)
                .hasMessage("Line 5 of the file .env is malformed.")
                .hasNoCause();
    }

    @Test
    void aLongValueIsParsed() {
        String value = "x".repeat(1_000_000);

        assertThat(DotEnv.parse("A=\"" + value + "\"\nB=" + value)).hasSize(2).containsEntry("A", value);
    }
}
