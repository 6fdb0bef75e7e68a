package dev.storelatch.core;

/**
 * Refusal to start the server or to run a command, with a description of the problem and an action that solves it. Neither
 * text contains a secret.
 */
public final class StartupException extends RuntimeException {

    private final String action;

    public StartupException(String description, String action) {
        super(description);
        this.action = action;
    }

    public String action() {
        return action;
    }
}
