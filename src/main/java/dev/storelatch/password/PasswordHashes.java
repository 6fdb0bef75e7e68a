package dev.storelatch.password;

import dev.storelatch.password.Passwords.Verification;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes hashes in one form and verifies those in every known form. */
final class PasswordHashes {

    private final HashingScheme current;
    private final WrappedScheme wrapped;
    private final List<HashFormat> formats;
    private final boolean medusaReadable;

    /** @param medusaReadable writes scrypt containers instead of Argon2id */
    PasswordHashes(boolean medusaReadable, HashingScheme argon2id, HashingScheme scrypt) {
        this.medusaReadable = medusaReadable;
        this.current = medusaReadable ? scrypt : argon2id;
        this.wrapped = new WrappedScheme(argon2id);
        this.formats = List.of(argon2id, scrypt, wrapped);
    }

    String hash(String password) {
        return current.hash(password);
    }

    /**
     * Verifies a password at the cost of one full-strength hash, whatever the arguments. A hash in an old form adds its own
     * cost, which for Medusa's is negligible; a wrapped one takes two full-strength hashes if the password is right.
     *
     * @param storedHash null if there is no account, or it has no password
     */
    Verification verify(String password, @Nullable String storedHash) {
        if (password.isEmpty() || storedHash == null) {
            current.hash(password);
            return new Verification(false, null);
        }
        if (current.isCurrent(storedHash)) {
            return new Verification(current.matches(password, storedHash), null);
        }
        boolean matches = formats.stream().anyMatch(format -> format.matches(password, storedHash));
        if (!matches && !medusaReadable && wrapped.isCurrent(storedHash)) {
            // That was a full-strength hash already.
            return new Verification(false, null);
        }
        String fresh = current.hash(password);
        return new Verification(matches, matches ? fresh : null);
    }
}
