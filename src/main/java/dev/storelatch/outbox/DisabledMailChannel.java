package dev.storelatch.outbox;

/** Mail channel without a mail server: accepts no notifications, and defers messages that are in the outbox already. */
final class DisabledMailChannel implements DeliveryChannel {

    @Override
    public String name() {
        return MailChannel.NAME;
    }

    @Override
    public boolean carries(NotificationType type) {
        return false;
    }

    @Override
    public DeliveryResult send(NotificationType type, OutboxMessage message) {
        return new DeliveryResult.Deferred("mail is off");
    }
}
