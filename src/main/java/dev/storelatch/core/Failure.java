package dev.storelatch.core;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A response other than success. The message is for the client and contains nothing that the client did not send; the
 * optional {@link #detail() detail} is for our log alone. The web layer maps the {@link #kind() kind} to a status and a
 * body.
 */
public abstract sealed class Failure extends RuntimeException {

    private final Kind kind;
    private final @Nullable String detail;

    private Failure(Kind kind, String message, @Nullable String detail) {
        super(message, null, false, false);
        this.kind = kind;
        this.detail = detail;
    }

    /** One constant for each kind of failure, so that the compiler checks that a mapping is exhaustive. */
    public enum Kind {
        INVALID_DATA,
        UNAUTHORIZED,
        INVALID_TOKEN,
        NOT_ALLOWED,
        SECOND_FACTOR_REQUIRED,
        SECOND_FACTOR_SETUP_REQUIRED,
        NOT_FOUND,
        REQUEST_TIMEOUT,
        CONTENT_TOO_LARGE,
        UNSUPPORTED_MEDIA_TYPE,
        DUPLICATE,
        TOO_MANY_REQUESTS,
        SERVICE_UNAVAILABLE
    }

    public Kind kind() {
        return kind;
    }

    /** Returns the message for the client. */
    public String clientMessage() {
        return String.valueOf(getMessage());
    }

    /** Returns the message for the log; null if there is nothing to add. */
    public @Nullable String detail() {
        return detail;
    }

    /** Returns the time after which the request may succeed; null if it will not. */
    public @Nullable Duration retryAfter() {
        return null;
    }

    /** 400: the request is malformed, or a rule refuses what it asks for. */
    public static final class InvalidData extends Failure {
        public InvalidData(String message) {
            super(Kind.INVALID_DATA, message, null);
        }
    }

    /** 401 {@code Unauthorized}, with the same message for every reason. */
    public static final class Unauthorized extends Failure {
        public Unauthorized(String detail) {
            super(Kind.UNAUTHORIZED, "Unauthorized", detail);
        }
    }

    /** 401 with a reason, for a token in the body rather than a log-in. */
    public static final class InvalidToken extends Failure {
        public InvalidToken(String message) {
            super(Kind.INVALID_TOKEN, message, null);
        }
    }

    /** 403: the request is not allowed from its origin, or requires a role that the caller lacks. */
    public static final class NotAllowed extends Failure {
        public NotAllowed(String message) {
            super(Kind.NOT_ALLOWED, message, null);
        }
    }

    /**
     * 403 with a challenge: the first factor was right, or the log-in is valid, but another factor has to be proved too. The
     * challenge is a secret of the client.
     */
    public static final class SecondFactorRequired extends Failure {

        private final String challenge;
        private final List<String> methods;

        private SecondFactorRequired(Kind kind, String message, String challenge, List<String> methods) {
            super(kind, message, null);
            this.challenge = challenge;
            this.methods = List.copyOf(methods);
        }

        /**
         * Returns the failure of a log-in, or of a request that needs a recent one.
         *
         * @param methods names of the methods of which one has to be proved, such as {@code totp}
         */
        public static SecondFactorRequired of(String message, String challenge, List<String> methods) {
            return new SecondFactorRequired(Kind.SECOND_FACTOR_REQUIRED, message, challenge, methods);
        }

        /**
         * Returns the failure of a log-in to an account that must have a second factor, and has none.
         *
         * @param methods names of the methods that can be set up with the challenge
         */
        public static SecondFactorRequired setup(String message, String challenge, List<String> methods) {
            return new SecondFactorRequired(Kind.SECOND_FACTOR_SETUP_REQUIRED, message, challenge, methods);
        }

        /** Returns the challenge, which the client sends with the proof. */
        public String challenge() {
            return challenge;
        }

        /** Returns the names of the methods, in a stable order. */
        public List<String> methods() {
            return methods;
        }
    }

    /** 404: the route or the resource does not exist, or is not the caller's. */
    public static final class NotFound extends Failure {
        public NotFound(String message) {
            super(Kind.NOT_FOUND, message, null);
        }
    }

    /** 408: the request's body did not arrive in time. */
    public static final class RequestTimeout extends Failure {
        public RequestTimeout(String message) {
            super(Kind.REQUEST_TIMEOUT, message, null);
        }
    }

    /** 413: the request's body is larger than accepted. */
    public static final class ContentTooLarge extends Failure {
        public ContentTooLarge(String message) {
            super(Kind.CONTENT_TOO_LARGE, message, null);
        }
    }

    /** 415: the body's charset or encoding is not supported. */
    public static final class UnsupportedMediaType extends Failure {
        public UnsupportedMediaType(String message) {
            super(Kind.UNSUPPORTED_MEDIA_TYPE, message, null);
        }
    }

    /** 422: a unique key is taken. */
    public static final class Duplicate extends Failure {
        public Duplicate(String message) {
            super(Kind.DUPLICATE, message, null);
        }
    }

    /** 429: a limit of the caller or of the account is exceeded. */
    public static final class TooManyRequests extends Failure {

        private final Duration retryAfter;

        public TooManyRequests(String message, Duration retryAfter) {
            super(Kind.TOO_MANY_REQUESTS, message, null);
            this.retryAfter = retryAfter;
        }

        @Override
        public Duration retryAfter() {
            return retryAfter;
        }
    }

    /** 503: the server cannot answer for now, for a reason that is not the caller's. */
    public static final class ServiceUnavailable extends Failure {

        private final Duration retryAfter;

        public ServiceUnavailable(String detail, Duration retryAfter) {
            super(Kind.SERVICE_UNAVAILABLE, "The service is unavailable. Try again later.", detail);
            this.retryAfter = retryAfter;
        }

        @Override
        public Duration retryAfter() {
            return retryAfter;
        }
    }
}
