package dev.storelatch.session;

import dev.storelatch.crypto.Sha256;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.session.SessionIdGenerator;
import org.springframework.stereotype.Component;

/**
 * Session ids of 192 random bits (ASVS 7.2.3). Only the cookie holds an id; the database and Spring Session know its
 * SHA-256, so that reading the table does not allow anybody to log in.
 */
@Component
class SessionIds implements SessionIdGenerator {

    private static final int BYTES = 24;
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private final SecureRandom random = new SecureRandom();
    private final ThreadLocal<String> stored = new ThreadLocal<>();

    /** Returns a new id for a cookie. */
    String newId() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return BASE64URL.encodeToString(bytes);
    }

    /** Returns the form of an id that is stored. */
    static String storedForm(String id) {
        return Sha256.base64UrlOf(id);
    }

    /** Has Spring Session, whose generator takes no argument, create a session with this id. */
    <S> S createWith(String id, Supplier<S> creation) {
        stored.set(storedForm(id));
        try {
            return creation.get();
        } finally {
            stored.remove();
        }
    }

    @Override
    public String generate() {
        return Objects.requireNonNull(stored.get(), "sessions are created by createWith only");
    }
}
