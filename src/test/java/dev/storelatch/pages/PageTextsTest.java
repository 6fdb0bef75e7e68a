package dev.storelatch.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The texts of the pages: complete in each language, and those that templates and scripts name. */
class PageTextsTest {

    private static final Path FOLDER = Path.of("src/main/resources/dev/storelatch/pages");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\d}");
    private static final Pattern IN_TEMPLATE = Pattern.compile("#\\{([a-z][\\w.-]+)}");
    private static final Pattern IN_SCRIPT = Pattern.compile("\\btext\\(\"([\\w.-]+)\"");

    @Test
    void everyLanguageHasTheSameTextsWithTheSamePlaceholders() {
        Properties english = load("");
        assertThat(english).hasSizeGreaterThan(150);
        for (String language : List.of("_de", "_ar")) {
            Properties other = load(language);
            assertThat(other.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
            assertThat(other.stringPropertyNames()).allSatisfy(key -> {
                assertThat(other.getProperty(key)).as(key).isNotBlank();
                assertThat(placeholders(other.getProperty(key)))
                        .as(key)
                        .isEqualTo(placeholders(english.getProperty(key)));
            });
        }
    }

    @Test
    void templatesAndScriptsNameOnlyTextsThatExist() {
        Set<String> keys = load("").stringPropertyNames();

        assertThat(named(".html", IN_TEMPLATE, UnaryOperator.identity()))
                .isNotEmpty()
                .isSubsetOf(keys);
        assertThat(named(".js", IN_SCRIPT, key -> "script." + key)).isNotEmpty().isSubsetOf(keys);
    }

    @Test
    void everyMistakeHasAText() {
        assertThat(load("").stringPropertyNames())
                .containsAll(Stream.of(ApiMistake.values()).map(ApiMistake::key).toList());
    }

    static Properties load(String language) {
        Properties texts = new Properties();
        try (Reader file = Files.newBufferedReader(FOLDER.resolve("messages" + language + ".properties"))) {
            texts.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }

    private static Set<String> placeholders(String text) {
        return PLACEHOLDER.matcher(text).results().map(match -> match.group()).collect(Collectors.toSet());
    }

    private static Set<String> named(String extension, Pattern pattern, UnaryOperator<String> key) {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(extension))
                    .map(PageTextsTest::read)
                    .flatMap(text -> pattern.matcher(text).results())
                    .map(match -> key.apply(match.group(1)))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
