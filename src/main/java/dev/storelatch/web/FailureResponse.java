package dev.storelatch.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.storelatch.core.Failure;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.json.JsonMapper;

/**
 * Status and body of a failure. This is the only mapping from one to the other; it does not compile if a
 * {@link Failure.Kind} is missing.
 *
 * @param json the body; null for the plain text {@code message}
 */
record FailureResponse(
        HttpStatus status, String message, @Nullable Body json) {

    /** JSON body of a failure. */
    record Body(
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String code,

            String type,
            String message,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String challenge,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            List<String> methods) {

        @Override
        public String toString() {
            return "Body[" + type + "]";
        }
    }

    static FailureResponse of(Failure failure) {
        String message = failure.clientMessage();
        return switch (failure.kind()) {
            case INVALID_DATA -> json(HttpStatus.BAD_REQUEST, null, "invalid_data", message);
            case UNAUTHORIZED -> new FailureResponse(HttpStatus.UNAUTHORIZED, message, null);
            case INVALID_TOKEN -> json(HttpStatus.UNAUTHORIZED, null, "unauthorized", message);
            case NOT_ALLOWED -> json(HttpStatus.FORBIDDEN, null, "not_allowed", message);
            case SECOND_FACTOR_REQUIRED -> challenge("second_factor_required", failure);
            case SECOND_FACTOR_SETUP_REQUIRED -> challenge("second_factor_setup_required", failure);
            case NOT_FOUND -> json(HttpStatus.NOT_FOUND, null, "not_found", message);
            case REQUEST_TIMEOUT -> json(HttpStatus.REQUEST_TIMEOUT, null, "invalid_data", message);
            case CONTENT_TOO_LARGE -> json(HttpStatus.CONTENT_TOO_LARGE, null, "invalid_data", message);
            case UNSUPPORTED_MEDIA_TYPE -> json(HttpStatus.UNSUPPORTED_MEDIA_TYPE, null, "invalid_data", message);
            case DUPLICATE ->
                json(HttpStatus.UNPROCESSABLE_CONTENT, "invalid_request_error", "duplicate_error", message);
            case TOO_MANY_REQUESTS -> json(HttpStatus.TOO_MANY_REQUESTS, null, "too_many_requests", message);
            case SERVICE_UNAVAILABLE -> json(HttpStatus.SERVICE_UNAVAILABLE, null, "service_unavailable", message);
        };
    }

    /** The response to an error of ours, which reveals nothing about it. */
    static FailureResponse unknownError() {
        return json(HttpStatus.INTERNAL_SERVER_ERROR, "unknown_error", "unknown_error", "An unknown error occurred.");
    }

    String contentType() {
        return json == null ? FailureWriter.TEXT : FailureWriter.JSON;
    }

    byte[] bytes(JsonMapper mapper) {
        return json == null ? message.getBytes(StandardCharsets.UTF_8) : mapper.writeValueAsBytes(json);
    }

    private static FailureResponse json(HttpStatus status, @Nullable String code, String type, String message) {
        return new FailureResponse(status, message, new Body(code, type, message, null, null));
    }

    private static FailureResponse challenge(String type, Failure failure) {
        String message = failure.clientMessage();
        return failure instanceof Failure.SecondFactorRequired required
                ? new FailureResponse(
                        HttpStatus.FORBIDDEN,
                        message,
                        new Body(null, type, message, required.challenge(), required.methods()))
                : json(HttpStatus.FORBIDDEN, null, type, message);
    }
}
