package dev.storelatch.outbox;

/** Delivery channel: mail or webhook. */
interface DeliveryChannel {

    String name();

    /** Returns true if messages of this type are sent by this channel. */
    boolean carries(String type);

    /** Makes the message and sends it, without holding a database connection meanwhile. */
    DeliveryResult send(OutboxMessage message);
}
