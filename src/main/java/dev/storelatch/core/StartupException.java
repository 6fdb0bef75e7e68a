package dev.storelatch.core;

/**
 * The server will not start, or a command will not run: what is wrong, and what to do about it. Neither text contains a
 * secret.
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
