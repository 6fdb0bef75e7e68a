package dev.storelatch.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.tngtech.archunit.junit.ArchTest;
import dev.storelatch.security.SecurityChecklist.Row;
import dev.storelatch.security.SecurityChecklist.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Member;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;

/** The checklist in {@code docs/security.md} is complete, and names tests that exist. */
class SecurityChecklistTest {

    private static final int ROWS = 116;

    /** Ids of rows that apply and that no test proves yet. Remove an id with its test, and add none. */
    private static final Set<String> NOT_TESTED = Set.of();

    private static final List<Class<? extends Annotation>> TESTS = List.of(
            Test.class, ParameterizedTest.class, RepeatedTest.class, TestFactory.class, ArchTest.class, FuzzTest.class);

    private final SecurityChecklist checklist = SecurityChecklist.load();

    @Test
    void documentHasTheRowsOfTheChecklist() {
        if (Boolean.getBoolean("storelatch.write-docs")) {
            checklist.write();
        }
        String document = SecurityChecklist.document();

        assertThat(document)
                .as("docs/security.md differs from the checklist. Update it with:"
                        + " mvn test -Dtest=SecurityChecklistTest -Dstorelatch.write-docs=true")
                .isEqualTo(checklist.updated(document));
    }

    @Test
    void everyRowIsThere() {
        assertThat(checklist.rows()).hasSize(ROWS);
        assertThat(checklist.rows()).extracting(Row::id).doesNotHaveDuplicates();
        assertThat(checklist.rows())
                .allSatisfy(row ->
                        assertThat(row.id() + row.requirement() + row.note()).doesNotContain("|", "\n"));
    }

    @Test
    void everyNamedTestExists() throws IOException {
        Set<String> tests = tests();

        assertThat(checklist.rows())
                .allSatisfy(row -> assertThat(row.tests()).as(row.id()).doesNotHaveDuplicates());
        assertThat(checklist.rows().stream()
                        .flatMap(row -> row.tests().stream())
                        .distinct()
                        .filter(name -> tests.stream()
                                        .filter(test -> test.endsWith("." + name))
                                        .count()
                                != 1))
                .as("names of no test, or of several")
                .isEmpty();
    }

    @Test
    void everyRowThatAppliesHasATest() {
        assertThat(checklist.rows())
                .filteredOn(row -> row.state().needsTest() && row.tests().isEmpty())
                .extracting(Row::id)
                .containsExactlyInAnyOrderElementsOf(NOT_TESTED);
    }

    @Test
    void everyOtherRowSaysWhy() {
        assertThat(checklist.rows())
                .filteredOn(row -> row.state() != State.APPLIES)
                .allSatisfy(row -> assertThat(row.note()).as(row.id()).isPresent());
    }

    /** Returns all tests as {@code package.Class#method}. */
    private static Set<String> tests() throws IOException {
        Path root = Path.of(SecurityChecklistTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        try (Stream<Path> files = Files.walk(root)) {
            return files.map(file -> root.relativize(file).toString())
                    .filter(name -> name.endsWith("Test.class"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .flatMap(SecurityChecklistTest::tests)
                    .collect(Collectors.toUnmodifiableSet());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static Stream<String> tests(String className) {
        Class<?> type;
        try {
            type = Class.forName(className, false, SecurityChecklistTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
        return Stream.of(type.getDeclaredMethods(), type.getDeclaredFields())
                .flatMap(Arrays::stream)
                .filter(member -> TESTS.stream().anyMatch(member::isAnnotationPresent))
                .filter(member -> Stream.of(type, member).noneMatch(part -> part.isAnnotationPresent(Disabled.class)))
                .map(member -> className + "#" + ((Member) member).getName());
    }
}
