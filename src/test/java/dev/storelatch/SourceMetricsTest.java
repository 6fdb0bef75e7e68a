package dev.storelatch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Limits of the application's source files. */
class SourceMetricsTest {

    private static final int LONGEST_FILE = 150;

    @Test
    void noFileHasMoreThan150LinesOfCode() {
        assertThat(SourceFile.all())
                .hasSizeGreaterThan(100)
                .filteredOn(file -> file.codeLines() > LONGEST_FILE)
                .isEmpty();
    }
}
