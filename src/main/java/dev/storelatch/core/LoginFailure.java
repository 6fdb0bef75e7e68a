package dev.storelatch.core;

import java.util.Locale;

/** The reasons for which an attempt to log in fails. Callers get 401 for all that are no refusals, and cannot tell which. */
public enum LoginFailure {
    /** The password of the account is another one. */
    WRONG_PASSWORD,

    /** A request that was logged in has sent a wrong current password. */
    WRONG_CURRENT_PASSWORD,

    /** No account has the address, or it is deleted, locked or a guest's. */
    NO_LIVE_ACCOUNT,

    /** The account has no password. */
    NO_PASSWORD,

    /** The password was right, but the e-mail address has to be confirmed first. */
    UNCONFIRMED_EMAIL,

    /** The password was no string. */
    MALFORMED_PASSWORD,

    /** The password was changed, or the account deleted or locked, while it was verified. */
    CREDENTIALS_CHANGED,

    /** The first factor was right, and a second one was asked for. */
    SECOND_FACTOR_REQUIRED,

    /** The first factor was right, and the second one was not accepted. */
    WRONG_SECOND_FACTOR,

    /** The challenge of a second step is unknown, expired or used, or its account was changed. */
    INVALID_CHALLENGE,

    /** The assertion of a passkey is malformed, or its challenge, signature or account is not right. */
    INVALID_PASSKEY,

    /** The passkey was right, but its sign count was used before: there may be a copy of the authenticator. */
    PASSKEY_SIGN_COUNT,

    /** The refresh token is unknown, expired, ended or used. */
    INVALID_REFRESH_TOKEN,

    /** The person, or the OpenID provider, has refused. */
    PROVIDER_REFUSED,

    /** The OpenID provider does not answer, or not in time. */
    PROVIDER_UNAVAILABLE,

    /** The answer of the OpenID provider was not valid, or came from another browser, or too late, or twice. */
    INVALID_PROVIDER_RESPONSE,

    /** The account at the OpenID provider is linked to none here, and none was created. */
    NO_LINKED_ACCOUNT,

    /** There were too many attempts with the address or from the network; the password was not checked. */
    TOO_MANY_ATTEMPTS(true),

    /** There were too many attempts with second factors of the account; the second factor was not checked. */
    TOO_MANY_SECOND_FACTORS(true),

    /** The hashing queue was full, or the wait in it was too long; the password was not checked. */
    HASHING_QUEUE_FULL(true);

    private final boolean refusal;

    LoginFailure() {
        this(false);
    }

    LoginFailure(boolean refusal) {
        this.refusal = refusal;
    }

    /** Returns true if the caller got 429, and may be right. */
    public boolean isRefusal() {
        return refusal;
    }

    /** Returns the name as it is stored, logged and counted, such as {@code wrong_password}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the failure with this {@link #id()}. */
    public static LoginFailure of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT));
    }
}
