package dev.storelatch.request;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a request that can carry credentials, unverified.
 *
 * @param cookies the values of the header {@code Cookie}
 * @param authorization the header {@code Authorization}
 */
public record RequestCredentials(
        List<String> cookies, @Nullable String authorization) {

    @Override
    public String toString() {
        return "RequestCredentials[redacted]";
    }
}
