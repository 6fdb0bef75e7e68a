package dev.storelatch.outbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Delivery of a mail.
 *
 * @param finishedAt time at which it was accepted by the mail server, given up or found to be needless; null while it waits
 * @param outcome how it was finished, with the reason if it was given up; null while it waits
 * @param failure reason for which the last attempt failed, without addresses; null if none did
 */
public record MailStatus(
        Instant postedAt,
        @Nullable Instant finishedAt,
        @Nullable String outcome,
        @Nullable String failure) {

    /** Returns true if the mail will not be sent any more, since the attempts to do so have failed. */
    public boolean isGivenUp() {
        return outcome != null && outcome.startsWith(Delivery.GIVEN_UP);
    }

    /** Returns true if the mail is still to be sent. */
    public boolean isWaiting() {
        return finishedAt == null;
    }
}
