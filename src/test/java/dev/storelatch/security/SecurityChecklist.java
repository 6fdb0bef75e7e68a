package dev.storelatch.security;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.yaml.snakeyaml.Yaml;

/** The rows of {@code security/checklist.yaml}, and the part of {@code docs/security.md} that is generated from them. */
record SecurityChecklist(List<Section> sections) {

    private static final Path DOCUMENT = Path.of("docs", "security.md");
    private static final String BEGIN = "<!-- generated from src/test/resources/security/checklist.yaml: begin -->\n";
    private static final String END = "<!-- generated: end -->\n";

    /** Whether the server has to meet a requirement. */
    enum State {
        APPLIES("applies", "apply"),
        PARTLY("partly", "are met in part"),
        DOES_NOT_APPLY("does not apply", "do not apply"),
        NOT_BUILT("not built", "are not built");

        private final String text;
        private final String summary;

        State(String text, String summary) {
            this.text = text;
            this.summary = summary;
        }

        /** Returns whether a test has to prove the row. */
        boolean needsTest() {
            return this == APPLIES || this == PARTLY;
        }

        static State of(Object text) {
            return List.of(values()).stream()
                    .filter(state -> state.text.equals(text))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no state: " + text));
        }
    }

    record Section(String title, List<Row> rows) {}

    /**
     * One requirement.
     *
     * @param note why it does not apply, or what of it the server does not meet
     * @param tests as {@code Class#method}, with a package below {@code dev.storelatch} if the name is not unique
     */
    record Row(String id, String requirement, State state, Optional<String> note, List<String> tests) {

        private String line() {
            String status = state.text + note.map(text -> ": " + text).orElse("");
            String proofs = tests.stream().map(test -> "`" + test + "`").collect(Collectors.joining("<br>"));
            return "| %s | %s | %s | %s |".formatted(id, requirement, status, proofs.isEmpty() ? "–" : proofs);
        }
    }

    static SecurityChecklist load() {
        try (InputStream in = new ClassPathResource("security/checklist.yaml").getInputStream()) {
            List<Map<String, Object>> sections = new Yaml().load(in);
            return new SecurityChecklist(
                    sections.stream().map(SecurityChecklist::section).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Section section(Map<String, Object> section) {
        return new Section(
                text(section, "section"),
                maps(section.get("rows")).stream().map(SecurityChecklist::row).toList());
    }

    private static Row row(Map<String, Object> row) {
        return new Row(
                text(row, "id"),
                text(row, "requirement"),
                State.of(text(row, "state")),
                Optional.ofNullable(row.get("note")).map(Object::toString),
                texts(row.get("tests")));
    }

    private static String text(Map<String, Object> map, String key) {
        return Optional.ofNullable(map.get(key))
                .map(Object::toString)
                .orElseThrow(() -> new IllegalArgumentException(key + " is missing in " + map));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> maps(@Nullable Object rows) {
        return (List<Map<String, Object>>) Objects.requireNonNull(rows);
    }

    private static List<String> texts(@Nullable Object tests) {
        return tests instanceof List<?> list
                ? list.stream().map(Object::toString).toList()
                : List.of();
    }

    List<Row> rows() {
        return sections.stream().flatMap(section -> section.rows().stream()).toList();
    }

    /** Returns the part of the document between the markers. */
    String markdown() {
        return sections.stream()
                .map(section -> "\n### " + section.title()
                        + "\n\n| id | requirement | status | proved by |\n|---|---|---|---|\n"
                        + section.rows().stream().map(row -> row.line() + "\n").collect(Collectors.joining()))
                .collect(Collectors.joining("", summary(), "\n"));
    }

    private String summary() {
        return List.of(State.values()).stream()
                .map(state -> "%d %s"
                        .formatted(
                                rows().stream()
                                        .filter(row -> row.state() == state)
                                        .count(),
                                state.summary))
                .collect(Collectors.joining(", ", "\nOf %d rows, ".formatted(rows().size()), ".\n"));
    }

    static String document() {
        try {
            return Files.readString(DOCUMENT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the document with the current rows between its markers. */
    String updated(String document) {
        int begin = document.indexOf(BEGIN);
        int end = document.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalStateException(DOCUMENT + " does not contain the two markers");
        }
        return document.substring(0, begin + BEGIN.length()) + markdown() + document.substring(end);
    }

    void write() {
        try {
            Files.writeString(DOCUMENT, updated(document()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
