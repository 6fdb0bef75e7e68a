package dev.storelatch.core;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to the security of an account, or that was refused, for the audit log. It is published inside the
 * transaction that causes it, or outside of any if nothing was changed. It contains no secret.
 *
 * @param realm the realm of the account; null for that of the request's path
 * @param accountId id of the account; null if only an address is known
 * @param email the address that was sent instead of an id, which may be that of no account
 * @param way the credential that was used, or created; null for that of the request
 * @param reason short name of the cause; null if the type says it
 * @param detail short text for administrators, without secrets and personal data; null if there is nothing to add
 */
public record SecurityEvent(
        Type type,
        @Nullable Realm realm,
        @Nullable String accountId,
        @Nullable EmailAddress email,
        @Nullable Way way,
        @Nullable String reason,
        @Nullable String detail) {

    /**
     * Types of events. The names are those of OWASP's Logging Vocabulary Cheat Sheet where it has one; the others are formed
     * like them.
     */
    public enum Type {
        /** A request of an account was refused: it lacked a role, or came from a page of an origin that is not allowed. */
        AUTHZ_FAIL(true),
        /** A log-in, by cookie or by token. */
        AUTHN_LOGIN_SUCCESS,
        /** A wrong password, or an address without an account. */
        AUTHN_LOGIN_FAIL(true),
        /** A log-in that was refused without a check of the password, after too many attempts. */
        AUTHN_LOGIN_FAIL_MAX(true),
        /** The first factor of a log-in was right, and a second one is asked for. Not in OWASP's vocabulary. */
        AUTHN_SECOND_FACTOR_REQUIRED,
        /** A second factor was added to the account. Not in OWASP's vocabulary. */
        AUTHN_FACTOR_ADDED,
        /** A second factor of the account was removed. Not in OWASP's vocabulary. */
        AUTHN_FACTOR_REMOVED,
        /** The account has new recovery codes. Not in OWASP's vocabulary. */
        AUTHN_RECOVERY_CODES_CREATED,
        /** A log-in has proved a second factor again. Not in OWASP's vocabulary. */
        AUTHN_STEP_UP,
        /** An administrator has locked the account. */
        AUTHN_LOGIN_LOCK,
        /** An administrator has unlocked the account. Not in OWASP's vocabulary. */
        AUTHN_LOGIN_UNLOCK,
        /** A new password. */
        AUTHN_PASSWORD_CHANGE,
        /** A new e-mail address. Not in OWASP's vocabulary. */
        AUTHN_EMAIL_CHANGE,
        /** A passkey was added to the account. Not in OWASP's vocabulary. */
        AUTHN_PASSKEY_ADDED,
        /** A passkey of the account was removed. Not in OWASP's vocabulary. */
        AUTHN_PASSKEY_REMOVED,
        /** A mailed link was asked for. Not in OWASP's vocabulary. */
        AUTHN_LINK_REQUEST(true),
        /** A mailed link was used. Not in OWASP's vocabulary. */
        AUTHN_LINK_USE,
        /** An account at an OpenID provider was linked. Not in OWASP's vocabulary. */
        AUTHN_IDENTITY_LINKED,
        /** An account at an OpenID provider is no longer linked. Not in OWASP's vocabulary. */
        AUTHN_IDENTITY_REMOVED,
        /** A new API token of a user. */
        AUTHN_TOKEN_CREATED,
        /** A log-out by token, or the API token of a user was removed. */
        AUTHN_TOKEN_REVOKED,
        /** A refresh token was used twice, which ends its log-in. */
        AUTHN_TOKEN_REUSE,
        /** One or all log-ins of the account have ended before they expired. Not in OWASP's vocabulary. */
        SESSION_ENDED,
        /** A request other than a log-in was refused after too many. */
        EXCESS_RATE_LIMIT_EXCEEDED(true),
        /** An administrator has filled the budgets of the account. Not in OWASP's vocabulary. */
        EXCESS_RATE_LIMIT_RESET,
        /** A user has another role. */
        PRIVILEGE_PERMISSIONS_CHANGED,
        /** An account was registered or added. */
        USER_CREATED,
        /** The profile of the account was changed; recorded if an administrator did it. */
        USER_UPDATED,
        /** The account was marked as deleted. */
        USER_ARCHIVED,
        /** The personal data of the account were erased. */
        USER_DELETED,
        /** The owner of the account has downloaded the personal data. Not in OWASP's vocabulary. */
        USER_DATA_EXPORTED,
        /** Somebody was invited to run the store. Not in OWASP's vocabulary. */
        USER_INVITED,
        /** An invite was deleted. Not in OWASP's vocabulary. */
        USER_INVITE_REVOKED,
        /** An administrator has had a notification sent again. Not in OWASP's vocabulary. */
        NOTIFICATION_RESENT;

        private final boolean limited;

        Type() {
            this(false);
        }

        Type(boolean limited) {
            this.limited = limited;
        }

        /** Returns true if anybody can cause any number of such events, so that only so many of them are recorded. */
        public boolean isLimited() {
            return limited;
        }

        /** Returns the name as it is stored and shown, such as {@code authn_login_fail}. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Returns an event of this account. */
    public static SecurityEvent of(Type type, Actor account) {
        return new SecurityEvent(type, account.realm(), account.id(), null, null, null, null);
    }

    /**
     * Returns an event of whoever has this address, which may be nobody.
     *
     * @param realm null for that of the request's path
     */
    public static SecurityEvent of(Type type, @Nullable Realm realm, EmailAddress email) {
        return new SecurityEvent(type, realm, null, email, null, null, null);
    }

    public SecurityEvent by(Way newWay) {
        return new SecurityEvent(type, realm, accountId, email, newWay, reason, detail);
    }

    public SecurityEvent because(String newReason) {
        return new SecurityEvent(type, realm, accountId, email, way, newReason, detail);
    }

    public SecurityEvent with(@Nullable String newDetail) {
        return new SecurityEvent(type, realm, accountId, email, way, reason, newDetail);
    }

    @Override
    public String toString() {
        return "SecurityEvent[" + type + "]";
    }
}
