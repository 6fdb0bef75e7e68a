package dev.storelatch.doctor;

/**
 * A reason why log-in by cookie fails, or might.
 *
 * @param problem what is wrong, as one or two sentences
 * @param reason why browsers act so
 * @param remedy the setting, header or domain to change
 */
public record Finding(Rule rule, String problem, String reason, String remedy) {

    boolean isError() {
        return rule.severity() == Severity.ERROR;
    }

    /** Formats the finding for a log, on one line. */
    public String line() {
        return "%s %s %s (%s)".formatted(problem, reason, remedy, rule.id());
    }
}
