package dev.storelatch.outbox;

/** Where no mail server is set: nothing is put in the outbox, and what an earlier start has put in waits. */
final class DisabledMailChannel implements DeliveryChannel {

    @Override
    public String name() {
        return MailChannel.NAME;
    }

    @Override
    public boolean carries(String topic) {
        return false;
    }

    @Override
    public DeliveryResult send(OutboxMessage message) {
        return new DeliveryResult.Deferred("mail is off");
    }
}
