package dev.storelatch.request;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Calls a route of the API for the current request: by the same client, with the same credentials, and with all checks and
 * limits of the route. For pages whose forms work without a script.
 */
public interface LocalApi {

    /**
     * Sends a JSON object with these texts and objects. The response of the page gets the cookies that the route sets, and its
     * {@code Retry-After}.
     */
    Answer send(String method, String path, Map<String, ?> body);

    /**
     * The response of a route.
     *
     * @param message the message of a failure; empty if it has none
     * @param retryAfter the header {@code Retry-After}, in seconds
     */
    record Answer(int status, String message, @Nullable String retryAfter) {

        /** Returns true unless the response is a failure. */
        public boolean succeeded() {
            return status < 300;
        }

        @Override
        public String toString() {
            return "Answer[status=" + status + "]";
        }
    }
}
