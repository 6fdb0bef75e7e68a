package dev.storelatch.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.storelatch.core.StartupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Templates of the shop replace the bundled ones, and are checked at startup. */
class EmailTemplatesTest {

    private static final Map<String, @Nullable Object> MODEL =
            Map.of("name", "Ada", "link", "https://a", "shop", "My Shop");

    @TempDir
    Path directory;

    @Test
    void aFileOfTheShopReplacesTheBundledOne() throws IOException {
        Files.writeString(directory.resolve("test.greeting.txt"), "Subject: Moin {{name}}\r\n\r\nLink: {{link}}\r\n");

        EmailTemplates.Content content = templates().render(Greeting.NOTICE.name(), MODEL);

        assertThat(content.subject()).isEqualTo("Moin Ada");
        assertThat(content.text()).isEqualTo("Link: https://a\n");
        assertThat(content.html()).contains("Dear Ada");
    }

    @Test
    void aKeyWithoutAValueIsRenderedEmpty() {
        Map<String, @Nullable Object> model = new HashMap<>(MODEL);
        model.put("name", null);

        assertThat(templates().render(Greeting.NOTICE.name(), model).text()).startsWith("Dear , your link");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no subject\n\ntext",
                "Subject: only",
                "Subject: a\n\n{{password}}",
                "Subject: {{password}}\n\ntext",
                "Subject: a\n\n{{#name}} not closed",
                "Subject: a\n\n{{> other}}"
            })
    void anInvalidFilePreventsTheStartAndIsNamed(String text) throws IOException {
        Files.writeString(directory.resolve("test.greeting.txt"), text);

        assertThatThrownBy(this::templates)
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("test.greeting.txt");
    }

    @Test
    void aFileThatIsNotUtf8PreventsTheStart() throws IOException {
        Files.write(directory.resolve("test.greeting.html"), new byte[] {(byte) 0xC3, (byte) 0x28});

        assertThatThrownBy(this::templates)
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("test.greeting.html");
    }

    @Test
    void aMissingDirectoryPreventsTheStart() {
        assertThatThrownBy(() -> new EmailTemplates(directory.resolve("none"), List.of(Greeting.NOTICE)))
                .isInstanceOf(StartupException.class);
    }

    private EmailTemplates templates() {
        return new EmailTemplates(directory, List.of(Greeting.NOTICE));
    }
}
