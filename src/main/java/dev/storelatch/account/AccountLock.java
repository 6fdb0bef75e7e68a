package dev.storelatch.account;

import dev.storelatch.core.Failure;
import dev.storelatch.request.JsonBody;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Lock of an account by an administrator.
 *
 * @param until its end; null if it does not end by itself
 * @param reason why the account is locked, for administrators only; null if the database was changed directly
 */
record AccountLock(@Nullable Instant until, @Nullable String reason) {

    private static final int MAX_REASON_LENGTH = 500;
    private static final Instant MAX_UNTIL = Instant.parse("9999-12-31T23:59:59Z");

    /**
     * Reads a requested lock.
     *
     * @throws Failure.InvalidData if the reason is missing or too long, or if the end is no date or not after {@code now}
     */
    static AccountLock read(JsonBody body, Instant now) {
        String reason = body.string("reason");
        if (reason.isBlank()) {
            body.mistake("reason should not be empty");
        }
        if (reason.length() > MAX_REASON_LENGTH) {
            body.mistake("reason must be shorter than or equal to %d characters".formatted(MAX_REASON_LENGTH));
        }
        Instant until = readUntil(body, now);
        body.check();
        return new AccountLock(until, reason);
    }

    private static @Nullable Instant readUntil(JsonBody body, Instant now) {
        JsonNode node = body.any("until");
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        try {
            Instant until = OffsetDateTime.parse(node.stringValue("")).toInstant();
            if (!until.isAfter(now) || until.isAfter(MAX_UNTIL)) {
                body.mistake("until must be a date in the future, before the year 10000");
            }
            return until;
        } catch (DateTimeParseException malformed) {
            body.mistake("until must be a valid ISO 8601 date string with a time zone");
            return null;
        }
    }
}
