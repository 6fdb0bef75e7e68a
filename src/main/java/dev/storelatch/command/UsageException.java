package dev.storelatch.command;

/** Refusal of a command's options. The message names the option and what it should be. */
public final class UsageException extends RuntimeException {

    public UsageException(String message) {
        super(message);
    }
}
