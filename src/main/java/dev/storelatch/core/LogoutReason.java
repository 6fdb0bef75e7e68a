package dev.storelatch.core;

import java.util.Locale;

/** Reason for which log-ins of an account end before they expire. */
public enum LogoutReason {
    /** Log-out. */
    LOGGED_OUT,
    /** A new log-in on the same browser has replaced the session. */
    REPLACED,
    /** The owner of the account has ended the log-ins of other devices. */
    ENDED_BY_OWNER,
    /** An administrator has ended the log-ins. */
    ENDED_BY_ADMINISTRATOR,
    /** The account has a new password, or none. */
    PASSWORD_CHANGED,
    /** The account has a new e-mail address. */
    EMAIL_CHANGED,
    /** An administrator has locked the account. */
    LOCKED,
    /** The account was deleted. */
    DELETED,
    /** The personal data of the account were erased. */
    ERASED;

    /** Returns the name in events, such as {@code password_changed}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
