package dev.storelatch.request;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** The response {@code OK} in plain text, which the contract has where there is no data to return. */
public final class TextResponse {

    private static final MediaType TEXT = MediaType.parseMediaType("text/plain; charset=utf-8");

    private TextResponse() {}

    public static ResponseEntity<String> ok() {
        return ResponseEntity.ok().contentType(TEXT).body("OK");
    }

    /**
     * Returns the response {@code OK} that sets a cookie.
     *
     * @param setCookie a {@code Set-Cookie} header
     */
    public static ResponseEntity<String> okWithCookie(String setCookie) {
        return ResponseEntity.ok()
                .header(HttpHeaders.SET_COOKIE, setCookie)
                .contentType(TEXT)
                .body("OK");
    }
}
