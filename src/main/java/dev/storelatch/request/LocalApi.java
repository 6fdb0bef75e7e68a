package dev.storelatch.request;

import java.util.List;
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
     * @param nextStep what a log-in goes on with; null unless it is asked for a second factor
     */
    record Answer(
            int status,
            String message,
            @Nullable String retryAfter,
            @Nullable NextStep nextStep) {

        /** Returns the response to a form that is not sent to a route, since a mistake is known already. */
        public static Answer refused(String message) {
            return new Answer(400, message, null, null);
        }

        /** Returns true unless the response is a failure. */
        public boolean succeeded() {
            return status < 300;
        }

        @Override
        public String toString() {
            return "Answer[status=" + status + "]";
        }
    }

    /**
     * The second step of a log-in.
     *
     * @param challenge secret of the client, which is sent with the proof
     * @param methods names of the methods of which one has to be proved
     */
    record NextStep(String challenge, List<String> methods) {

        @Override
        public String toString() {
            return "NextStep" + methods;
        }
    }
}
