package dev.storelatch.core;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An answer other than success. The message is for the caller and holds nothing that the caller did not send; the
 * optional {@link #detail() detail} is for our log alone. Only the front door turns one into a status and a body.
 */
public abstract sealed class Failure extends RuntimeException {

    private final @Nullable String detail;

    private Failure(String message, @Nullable String detail) {
        super(message, null, false, false);
        this.detail = detail;
    }

    public String forCaller() {
        return String.valueOf(getMessage());
    }

    public @Nullable String detail() {
        return detail;
    }

    /** 400: the request is malformed, or a rule refuses what it asks for. */
    public static final class InvalidData extends Failure {
        public InvalidData(String message) {
            super(message, null);
        }
    }

    /** 401 {@code Unauthorized}, with the same words for every reason. */
    public static final class Unauthorized extends Failure {
        public Unauthorized(String detail) {
            super("Unauthorized", detail);
        }
    }

    /** 401 with a reason, where the caller has to show a token and no log-in. */
    public static final class InvalidToken extends Failure {
        public InvalidToken(String message) {
            super(message, null);
        }
    }

    /** 403: the caller may be known, but this is not allowed from where the request comes. */
    public static final class NotAllowed extends Failure {
        public NotAllowed(String message) {
            super(message, null);
        }
    }

    /** 404: the route or the thing is not there, or is not the caller's. */
    public static final class NotFound extends Failure {
        public NotFound(String message) {
            super(message, null);
        }
    }

    /** 408: the request's body did not arrive in time. */
    public static final class RequestTimeout extends Failure {
        public RequestTimeout(String message) {
            super(message, null);
        }
    }

    /** 413: the request's body is larger than accepted. */
    public static final class ContentTooLarge extends Failure {
        public ContentTooLarge(String message) {
            super(message, null);
        }
    }

    /** 415: the body's charset or encoding is not one that we read. */
    public static final class UnsupportedMediaType extends Failure {
        public UnsupportedMediaType(String message) {
            super(message, null);
        }
    }

    /** 422: a unique key is taken. */
    public static final class Duplicate extends Failure {
        public Duplicate(String message) {
            super(message, null);
        }
    }

    /** 429: too much of this; {@link #retryAfter() later} it may work. */
    public static final class TooManyRequests extends Failure {

        private final Duration retryAfter;

        public TooManyRequests(String message, Duration retryAfter) {
            super(message, null);
            this.retryAfter = retryAfter;
        }

        public Duration retryAfter() {
            return retryAfter;
        }
    }
}
