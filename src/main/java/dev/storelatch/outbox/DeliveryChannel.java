package dev.storelatch.outbox;

/** A way to tell: mail or webhook. */
interface DeliveryChannel {

    String name();

    /** Whether messages of this topic go this way here. */
    boolean carries(String topic);

    /** Makes the message and hands it over, with nothing of the database held meanwhile. */
    DeliveryResult send(OutboxMessage message);
}
