package dev.storelatch.doctor;

import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A response of the running server.
 *
 * @param request the method and the path of the request, for findings
 * @param body the beginning of the body
 */
record Answer(String request, int status, HttpHeaders headers, String body) {

    Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    /** Returns the members of a header that is a list, in lower case. */
    List<String> members(String name) {
        return headers.allValues(name).stream()
                .flatMap(value -> List.of(value.split(",", -1)).stream())
                .map(member -> member.strip().toLowerCase(Locale.ROOT))
                .filter(member -> !member.isEmpty())
                .toList();
    }

    List<SetCookie> sessionCookies() {
        return headers.allValues("Set-Cookie").stream()
                .filter(SetCookie::isSession)
                .map(SetCookie::parse)
                .toList();
    }

    boolean isRedirect() {
        return status >= 300 && status < 400;
    }

    /** Returns the status with the names of the server's software, as far as it tells them. */
    String description() {
        String software = header("Server").or(() -> header("X-Powered-By")).orElse("");
        return "%s is answered by %d%s".formatted(request, status, software.isEmpty() ? "" : " (" + software + ")");
    }

    @Override
    public String toString() {
        return description();
    }
}
