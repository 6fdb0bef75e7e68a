package dev.storelatch.support;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A request to the API and its response.
 *
 * @param target path and query as sent
 * @param requestHeaders by name, regardless of case
 * @param responseHeaders by name, regardless of case; of each the first value
 */
public record ApiExchange(
        String method,
        String target,
        Map<String, String> requestHeaders,
        String requestBody,
        int status,
        Map<String, String> responseHeaders,
        byte[] responseBody) {

    /** Returns a map for headers. */
    public static Map<String, String> headers() {
        return new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    }

    String path() {
        return target.replaceFirst("\\?.*", "");
    }

    String query() {
        int mark = target.indexOf('?');
        return mark < 0 ? "" : target.substring(mark + 1);
    }

    boolean succeeded() {
        return status >= 200 && status < 300;
    }

    /** Returns the type of the request's body without its parameters, in lower case. */
    String requestType() {
        return type(requestHeaders);
    }

    /** Returns the type of the response without its parameters, in lower case. */
    String responseType() {
        return type(responseHeaders);
    }

    private static String type(Map<String, String> headers) {
        return headers.getOrDefault("Content-Type", "")
                .replaceFirst(";.*", "")
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return "%s %s: %d".formatted(method, target, status);
    }
}
