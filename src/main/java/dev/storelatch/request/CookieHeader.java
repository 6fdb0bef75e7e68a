package dev.storelatch.request;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads cookies as the npm package {@code cookie} does: of several with a name the first counts. */
public final class CookieHeader {

    private CookieHeader() {}

    /** Finds the value of a cookie as it was sent, without quotes, in the values of the header {@code Cookie}. */
    public static Optional<String> find(List<String> headers, String name) {
        return headers.stream()
                .flatMap(header -> Arrays.stream(header.split(";")))
                .map(pair -> valueIfNamed(pair, name))
                .filter(Objects::nonNull)
                .findFirst();
    }

    private static @Nullable String valueIfNamed(String pair, String name) {
        int equals = pair.indexOf('=');
        if (equals < 0 || !pair.substring(0, equals).strip().equals(name)) {
            return null;
        }
        String value = pair.substring(equals + 1).strip();
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
