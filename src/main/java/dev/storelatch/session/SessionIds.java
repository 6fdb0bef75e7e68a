package dev.storelatch.session;

import dev.storelatch.crypto.Sha256;
import jakarta.servlet.http.HttpServletRequest;
import java.security.SecureRandom;
import java.util.Base64;
import org.springframework.session.SessionIdGenerator;
import org.springframework.stereotype.Component;

/**
 * Ids of 192 random bits (ASVS 7.2.3). Only the browser gets an id itself; the session's row, and so Spring Session,
 * knows its SHA-256, so that nobody who reads the table can log in with it.
 */
@Component
class SessionIds implements SessionIdGenerator {

    private static final String ATTRIBUTE = SessionIds.class.getName();
    private static final int BYTES = 24;
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private final SecureRandom random = new SecureRandom();
    private final HttpServletRequest request;

    SessionIds(HttpServletRequest request) {
        this.request = request;
    }

    /** Makes an id, keeps it in the request for the cookie, and returns what the row is to hold of it. */
    @Override
    public String generate() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String id = BASE64URL.encodeToString(bytes);
        request.setAttribute(ATTRIBUTE, id);
        return stored(id);
    }

    /** The id for the cookie that was made in this request. */
    String generated() {
        return (String) request.getAttribute(ATTRIBUTE);
    }

    /** What a row holds of the id in a cookie. */
    static String stored(String id) {
        return Sha256.base64UrlOf(id);
    }
}
