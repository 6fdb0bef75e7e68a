package dev.storelatch.outbox;

import java.time.Duration;

/** Result of an attempt to deliver. A reason is a code for the log, without addresses and without text of the receiver. */
sealed interface DeliveryResult {

    /** The receiver has accepted the message. */
    record Accepted() implements DeliveryResult {}

    /** There is nothing left to send. */
    record Skipped() implements DeliveryResult {}

    /** The account or the address was sent as many notices as allowed. */
    record Dropped() implements DeliveryResult {}

    /** Further attempts are useless. */
    record Refused(String reason) implements DeliveryResult {}

    /**
     * The message is to be sent again later.
     *
     * @param atLeast time that the receiver asks to wait
     */
    record Deferred(String reason, Duration atLeast) implements DeliveryResult {

        /** Posted by a newer release, which can deliver it. */
        static final Deferred UNKNOWN_TYPE = new Deferred("unknown type");

        Deferred(String reason) {
            this(reason, Duration.ZERO);
        }
    }
}
