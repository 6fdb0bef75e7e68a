package dev.storelatch.request;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a request that can carry credentials, unverified.
 *
 * @param cookies the values of the header {@code Cookie}
 * @param authorization the header {@code Authorization}
 * @param apiToken the header {@code x-medusa-access-token}
 * @param acceptsCookies false if the response cannot set a cookie, since a proxy keeps it for itself
 */
public record RequestCredentials(
        List<String> cookies,
        @Nullable String authorization,
        @Nullable String apiToken,
        boolean acceptsCookies) {

    @Override
    public String toString() {
        return "RequestCredentials[redacted]";
    }
}
