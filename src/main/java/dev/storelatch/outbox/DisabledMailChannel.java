package dev.storelatch.outbox;

/** Mail channel without a mail server: accepts no messages, and defers those that are in the outbox already. */
final class DisabledMailChannel implements DeliveryChannel {

    @Override
    public String name() {
        return MailChannel.NAME;
    }

    @Override
    public boolean carries(String type) {
        return false;
    }

    @Override
    public DeliveryResult send(OutboxMessage message) {
        return new DeliveryResult.Deferred("mail is off");
    }
}
