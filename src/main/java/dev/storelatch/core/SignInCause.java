package dev.storelatch.core;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something that keeps the owner of an account from logging in, or may do so, for administrators. It contains no secret and no
 * address.
 *
 * @param message plain English
 * @param since time of the first of what the cause tells of; null if it is not known
 * @param until time at which the cause ends by itself; null if it does not
 * @param remedy null if no request removes the cause
 */
public record SignInCause(
        Code code,
        String message,
        @Nullable Instant since,
        @Nullable Instant until,
        @Nullable Remedy remedy) {

    /** Stable names of the causes, the most important first. */
    public enum Code {
        /** The personal data were erased, and with them the account. */
        ACCOUNT_ERASED,
        /** The account was deleted. */
        ACCOUNT_DELETED,
        /** The customer is a guest. */
        NO_ACCOUNT,
        /** An administrator has locked the account. */
        ACCOUNT_LOCKED,
        /** The account has no password. */
        NO_PASSWORD,
        /** The address has to be confirmed, and was not yet. */
        EMAIL_UNCONFIRMED,
        /** Attempts with the address are refused for some time. */
        LOGIN_THROTTLED,
        /** Attempts on a known device are refused for some time. */
        DEVICE_THROTTLED,
        /** Second factors are refused for some time. */
        SECOND_FACTOR_THROTTLED,
        /** The password was wrong at each attempt since the last log-in. */
        WRONG_PASSWORD,
        /** The password was right, and the second factor was wrong. */
        WRONG_SECOND_FACTOR,
        /** The password was right, and no log-in with a second factor followed. */
        SECOND_FACTOR_MISSING,
        /** A passkey was right, but its sign count was used before. */
        PASSKEY_SIGN_COUNT,
        /** A passkey of the account was sent, and refused. */
        INVALID_PASSKEY,
        /** Attempts were refused without a check of the password. */
        ATTEMPTS_REFUSED,
        /** The last mailed link was not delivered, and will not be. */
        MAIL_REFUSED,
        /** The last mailed link is not delivered yet. */
        MAIL_WAITING,
        /** No further link for a new password is mailed for some time. */
        RESET_MAIL_THROTTLED,
        /** The cookie of the last log-in was not sent back. */
        COOKIE_NOT_RETURNED,
        /** Requests with the account's cookie came from an origin that is not allowed. */
        CROSS_SITE_REFUSED,
        /** Sessions have ended before they expired, and nobody has logged in since. */
        SESSIONS_ENDED,
        /** The server has refused log-ins of any account under load. */
        HASHING_QUEUE_FULL;

        /** Returns the name as it is shown, such as {@code account_locked}. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The request of the API that removes the cause. */
    public record Remedy(String method, String path) {

        /** Returns a request of administrators about the account. */
        public static Remedy of(String method, Actor account, String resource) {
            return new Remedy(
                    method, "/admin/%ss/%s/%s".formatted(account.realm().objectName(), account.id(), resource));
        }
    }

    public static SignInCause of(Code code, String message) {
        return new SignInCause(code, message, null, null, null);
    }

    public SignInCause since(@Nullable Instant start) {
        return new SignInCause(code, message, start, until, remedy);
    }

    public SignInCause until(@Nullable Instant end) {
        return new SignInCause(code, message, since, end, remedy);
    }

    public SignInCause repairedBy(Remedy request) {
        return new SignInCause(code, message, since, until, request);
    }

    /** Returns a time as messages contain it, such as {@code 2030-01-31T12:00:00Z}. */
    public static String text(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
