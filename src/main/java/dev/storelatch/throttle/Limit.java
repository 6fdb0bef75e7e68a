package dev.storelatch.throttle;

import dev.storelatch.crypto.Sha256;
import java.time.Duration;

/**
 * The limit of one row of the table {@code throttle}.
 *
 * @param key what identifies the budget
 * @param size the number of attempts that a full budget allows in a row
 * @param interval the time after which one more attempt passes
 */
record Limit(byte[] key, int size, Duration interval) {

    /** The hash keeps an address out of the table, but does not hide it from a reader who tries a list of addresses. */
    static Limit of(String name, int size, Duration interval) {
        return new Limit(Sha256.of(name), size, interval);
    }

    @Override
    public String toString() {
        return "Limit[size=" + size + ", interval=" + interval + "]";
    }
}
