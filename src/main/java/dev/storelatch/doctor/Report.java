package dev.storelatch.doctor;

import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** Writes findings as text, the gravest first. */
final class Report {

    private static final int WIDTH = 100;
    private static final String INDENT = "         ";

    private final Consumer<String> out;

    Report(Consumer<String> out) {
        this.out = out;
    }

    void heading(String name, String value) {
        out.accept("%-12s %s".formatted(name, value));
    }

    /**
     * Writes the findings and the conclusion.
     *
     * @param probed whether the running server was asked
     * @return whether log-in works
     */
    boolean write(List<Finding> findings, boolean probed) {
        findings.stream()
                .sorted(Comparator.comparing(finding -> finding.rule().severity()))
                .forEach(this::write);
        long errors = count(findings, Severity.ERROR);
        long warnings = count(findings, Severity.WARNING);
        out.accept("");
        if (findings.stream().anyMatch(finding -> finding.remedy().contains("storelatch.session.cookie."))) {
            paragraph(
                    "",
                    "As an environment variable, storelatch.session.cookie.same-site is"
                            + " STORELATCH_SESSION_COOKIE_SAMESITE, and the others likewise.");
        }
        if (!probed) {
            paragraph(
                    "",
                    "This is about the settings that this command has read, so start it where the server reads them, or"
                            + " add --probe, which asks the running server through its proxy.");
        }
        out.accept((errors == 0 ? "Log-in will work" : "Log-in will NOT work in all of today's browsers")
                + " (errors: %d, warnings: %d).".formatted(errors, warnings));
        return errors == 0;
    }

    private void write(Finding finding) {
        out.accept("");
        String severity = finding.rule().severity().name();
        paragraph(
                "%-8s ".formatted(severity),
                "%s [%s]".formatted(finding.problem(), finding.rule().id()));
        paragraph(INDENT, finding.reason());
        paragraph(INDENT, "→ " + finding.remedy());
    }

    private void paragraph(String first, String text) {
        StringBuilder line = new StringBuilder(first);
        boolean empty = true;
        for (String word : text.split(" ", -1)) {
            if (!empty && line.length() + 1 + word.length() > WIDTH) {
                out.accept(line.toString());
                line = new StringBuilder(first.isEmpty() ? "" : INDENT);
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        out.accept(line.toString());
    }

    private static long count(List<Finding> findings, Severity severity) {
        return findings.stream()
                .filter(finding -> finding.rule().severity() == severity)
                .count();
    }
}
