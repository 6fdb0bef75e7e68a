package dev.storelatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Limits of the application's source files, and rules of their comments. */
class SourceMetricsTest {

    private static final int LONGEST_FILE = 150;
    private static final int MEDIAN = 30;
    private static final int NINETIETH_PERCENTILE = 80;
    private static final double PACKAGE_PRIVATE = 0.75;

    /** Declaration of a top-level type. */
    private static final Pattern TYPE =
            Pattern.compile("(?m)^(?<public>public )?(?:(?:abstract|final|sealed|non-sealed) )*"
                    + "(?:class|interface|record|enum|@interface) \\w+");

    private static final Pattern SUMMARY = Pattern.compile("/\\*\\*[\\s*]*(\\S+)");
    private static final Pattern QUESTION = Pattern.compile("(?i)what|whether|who|how|which|where|when|why");

    private final List<SourceFile> files = SourceFile.all();

    @Test
    void noFileHasMoreThan150LinesOfCode() {
        assertThat(files)
                .hasSizeGreaterThan(100)
                .filteredOn(file -> file.codeLines() > LONGEST_FILE)
                .isEmpty();
    }

    @Test
    void mostFilesAreShort() {
        List<Long> lines = files.stream().map(SourceFile::codeLines).sorted().toList();

        assertThat(lines.get(lines.size() / 2)).as("median").isLessThanOrEqualTo(MEDIAN);
        assertThat(lines.get(lines.size() * 9 / 10)).as("90th percentile").isLessThanOrEqualTo(NINETIETH_PERCENTILE);
    }

    @Test
    void threeQuartersOfTheTypesArePackagePrivate() {
        List<Matcher> types = files.stream()
                .map(file -> TYPE.matcher(file.text()))
                .filter(Matcher::find)
                .toList();
        long packagePrivate =
                types.stream().filter(type -> type.group("public") == null).count();

        assertThat(types).hasSizeGreaterThan(100);
        assertThat((double) packagePrivate / types.size()).isGreaterThanOrEqualTo(PACKAGE_PRIVATE);
    }

    @Test
    void publicTypesHaveAComment() {
        assertThat(files).allSatisfy(file -> {
            Matcher type = TYPE.matcher(file.text());
            if (type.find() && type.group("public") != null) {
                assertThat(file.text().substring(0, type.start()))
                        .as(file.toString())
                        .contains("/**");
            }
        });
    }

    @Test
    void summariesOfCommentsAreNoQuestions() {
        assertThat(files)
                .allSatisfy(file -> assertThat(firstWords(file))
                        .as(file.toString())
                        .noneMatch(word -> QUESTION.matcher(word).matches()));
    }

    private static Stream<String> firstWords(SourceFile file) {
        return SUMMARY.matcher(file.text()).results().map(comment -> comment.group(1));
    }
}
