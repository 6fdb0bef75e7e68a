package dev.storelatch.outbox;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Channel that accepts every message and records it. */
class AcceptingChannel implements DeliveryChannel {

    final List<String> sent = new CopyOnWriteArrayList<>();
    final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final String name;

    AcceptingChannel(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean carries(NotificationType type) {
        return true;
    }

    @Override
    public DeliveryResult send(NotificationType type, OutboxMessage message) {
        sent.add(message.notification().subject());
        threads.add(Thread.currentThread());
        return new DeliveryResult.Accepted();
    }
}
