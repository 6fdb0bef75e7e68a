package dev.storelatch.federation;

import dev.storelatch.core.Failure;
import dev.storelatch.core.LoginFailure;
import java.time.Duration;
import java.util.Locale;

/** The reasons for which a log-in at a provider fails, as the parameter {@code error} of a redirect tells them. */
enum LoginError {
    /** The parameter {@code state} is that of no log-in that this browser has begun and that waits for an answer. */
    INVALID_STATE(
            "The log-in is unknown, too old, or of another browser. Begin it again",
            LoginFailure.INVALID_PROVIDER_RESPONSE),

    /** The person has refused at the provider. */
    ACCESS_DENIED("The log-in was refused at the provider", LoginFailure.PROVIDER_REFUSED),

    /** The provider does not answer, or not in time, or says that it cannot. */
    PROVIDER_UNAVAILABLE("The provider is unavailable", LoginFailure.PROVIDER_UNAVAILABLE),

    /** The provider has answered with an error. */
    PROVIDER_ERROR("The provider has refused the request", LoginFailure.PROVIDER_REFUSED),

    /** The answer of the provider is not valid, or not meant for this log-in. */
    INVALID_RESPONSE("The answer of the provider is not valid", LoginFailure.INVALID_PROVIDER_RESPONSE),

    /** The provider has told no e-mail address. */
    EMAIL_REQUIRED("The provider has told no e-mail address", LoginFailure.NO_LINKED_ACCOUNT),

    /** The address is verified by nobody; it may be that of somebody else. */
    EMAIL_UNVERIFIED("The e-mail address is not verified", LoginFailure.UNCONFIRMED_EMAIL),

    /** An account has the address. Only a log-in to it can link it. */
    ACCOUNT_EXISTS(
            "An account with this e-mail address exists. Log in to it to link it", LoginFailure.NO_LINKED_ACCOUNT),

    /** No account is linked, and none is created. */
    REGISTRATION_DISABLED("No account is linked", LoginFailure.NO_LINKED_ACCOUNT),

    /** The account at the provider is linked to another account here. */
    ALREADY_LINKED("Another account is linked already", LoginFailure.NO_LINKED_ACCOUNT),

    /** The account has the maximum number of links. */
    TOO_MANY_LINKS("The account has too many links", LoginFailure.NO_LINKED_ACCOUNT),

    /** The account cannot log in. */
    UNAUTHORIZED("Unauthorized", LoginFailure.NO_LIVE_ACCOUNT);

    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    private final String message;
    private final LoginFailure failure;

    LoginError(String message, LoginFailure failure) {
        this.message = message;
        this.failure = failure;
    }

    /** Returns the name as clients see it, such as {@code access_denied}. */
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the reason as metrics and the log tell it. */
    LoginFailure failure() {
        return failure;
    }

    /** Returns the response to a client that has named no page. */
    Failure asFailure() {
        return switch (this) {
            case PROVIDER_UNAVAILABLE ->
                new Failure.ServiceUnavailable("an OpenID provider is unavailable", RETRY_AFTER);
            case UNAUTHORIZED -> new Failure.Unauthorized("no live account");
            case ACCOUNT_EXISTS, ALREADY_LINKED -> new Failure.Duplicate(message);
            case REGISTRATION_DISABLED -> new Failure.NotAllowed(message);
            case INVALID_STATE, EMAIL_REQUIRED, EMAIL_UNVERIFIED, TOO_MANY_LINKS -> new Failure.InvalidData(message);
            case ACCESS_DENIED, PROVIDER_ERROR, INVALID_RESPONSE -> new Failure.InvalidToken(message);
        };
    }

    /** Returns an exception that ends the log-in. */
    FailedLoginException exception() {
        return new FailedLoginException(this);
    }

    /** Ends a log-in for one of the reasons. It has no stack trace, since strangers can cause any number. */
    static final class FailedLoginException extends RuntimeException {

        private final LoginError error;

        private FailedLoginException(LoginError error) {
            super(error.id(), null, false, false);
            this.error = error;
        }

        LoginError error() {
            return error;
        }
    }
}
