package dev.storelatch.mail;

/** Where no mail server is set: nothing is put in the outbox, and what an earlier start has put in waits. */
final class NoMail implements Channel {

    @Override
    public String name() {
        return Mail.NAME;
    }

    @Override
    public boolean carries(String topic) {
        return false;
    }

    @Override
    public Answer send(Message message) {
        return new Answer.Deferred("mail is off");
    }
}
