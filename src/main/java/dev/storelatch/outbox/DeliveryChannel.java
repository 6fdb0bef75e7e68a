package dev.storelatch.outbox;

/** Delivery channel: mail or webhook. */
interface DeliveryChannel {

    /** Returns the name, which the channel's table of tasks begins with. */
    String name();

    /** Returns true if notifications of this type are sent by this channel. */
    boolean carries(NotificationType type);

    /** Makes the message and sends it, without holding a database connection meanwhile. */
    DeliveryResult send(NotificationType type, OutboxMessage message);
}
