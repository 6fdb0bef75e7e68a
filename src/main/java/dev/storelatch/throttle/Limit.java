package dev.storelatch.throttle;

import dev.storelatch.crypto.Sha256;
import java.time.Duration;

/**
 * The limit of one row of the table {@code throttle}.
 *
 * @param name what identifies the budget; contains an e-mail address, an account or a network
 * @param size the number of attempts that a full budget allows in a row
 * @param interval the time after which one more attempt passes
 */
record Limit(String name, int size, Duration interval) {

    /**
     * Returns the key of the row. The hash keeps an address out of the table, but does not hide it from a reader who tries a
     * list of addresses.
     */
    byte[] key() {
        return Sha256.of(name);
    }

    @Override
    public String toString() {
        return "Limit[size=" + size + ", interval=" + interval + "]";
    }
}
