package dev.storelatch.doctor;

/** Weight of a {@link Finding}. */
public enum Severity {
    /** Log-in fails in at least one of the browsers that many people use. */
    ERROR,
    /** Log-in works, but not in rare browsers or situations, or not as safely as it could. */
    WARNING,
    /** Nothing has to be changed. */
    NOTE
}
