package dev.storelatch.core;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The log-in that an access token belongs to, with nothing that authenticates anybody.
 *
 * @param key the key by which the token can be revoked
 * @param family the log-in that the token belongs to, if that can be refreshed; otherwise null
 * @param issuedAt time of issue; the epoch if it is not known
 * @param expiresAt time at which the token expires
 * @param methods how the account was authenticated, as values of RFC 8176; meaningless if there is a family
 */
public record TokenLogin(
        String key, @Nullable String family, Instant issuedAt, Instant expiresAt, Set<String> methods) {

    /** Returns a name of the log-in, the same for all tokens of a family. */
    String name() {
        return family == null ? "token:" + key : "family:" + family;
    }

    @Override
    public String toString() {
        return "TokenLogin[redacted]";
    }
}
