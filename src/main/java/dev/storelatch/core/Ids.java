package dev.storelatch.core;

import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** Makes ids of Medusa's form: a prefix, an underscore and a ULID (48 bits of time, 80 random ones, in base 32). */
@Component
public class Ids {

    private static final String CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int TIME_CHARACTERS = 10;
    private static final int RANDOM_CHARACTERS = 16;

    private final SecureRandom random = new SecureRandom();
    private final Clock clock;

    /** @param clock the time that ids begin with */
    public Ids(Clock clock) {
        this.clock = clock;
    }

    /** Returns a new id such as {@code cus_01M85MK3DYC0CQTPHNAVDDTJSE}. */
    public String next(String prefix) {
        StringBuilder id = new StringBuilder(prefix).append('_');
        long time = clock.millis();
        for (int i = TIME_CHARACTERS - 1; i >= 0; i--) {
            id.append(CROCKFORD.charAt((int) (time >>> (5 * i)) & 31));
        }
        for (int i = 0; i < RANDOM_CHARACTERS; i++) {
            id.append(CROCKFORD.charAt(random.nextInt(32)));
        }
        return id.toString();
    }
}
