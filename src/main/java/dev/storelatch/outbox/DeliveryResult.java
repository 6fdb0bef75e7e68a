package dev.storelatch.outbox;

import java.time.Duration;

/** What came of an attempt. A reason is a code for the log: it names no address and repeats no text of the receiver. */
sealed interface DeliveryResult {

    /** The receiver has it. */
    record Accepted() implements DeliveryResult {}

    /** What it was about has passed. */
    record NothingToSay() implements DeliveryResult {}

    /** No later attempt will do better. */
    record Refused(String reason) implements DeliveryResult {}

    /**
     * To be tried again.
     *
     * @param atLeast how long the receiver wants not to be asked
     */
    record Deferred(String reason, Duration atLeast) implements DeliveryResult {

        /** A newer server beside this one has posted it, and knows it. */
        static final Deferred UNKNOWN_TOPIC = new Deferred("unknown topic");

        Deferred(String reason) {
            this(reason, Duration.ZERO);
        }
    }
}
