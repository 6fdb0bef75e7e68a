package dev.storelatch.outbox;

import com.github.kagkarlsson.scheduler.task.TaskInstance;
import dev.storelatch.database.TaskQueue;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Queues of messages, one for each channel, so that an unreachable mail server does not delay webhook events. */
@Component
class DeliveryQueues implements SmartLifecycle {

    private final Map<String, TaskQueue> byChannel;

    DeliveryQueues(
            List<DeliveryChannel> channels,
            Delivery delivery,
            OutboxSettings settings,
            DataSource dataSource,
            Clock clock) {
        byChannel = channels.stream()
                .collect(Collectors.toUnmodifiableMap(
                        DeliveryChannel::name,
                        channel -> new TaskQueue(
                                channel.name() + "_task",
                                settings.pollInterval(),
                                delivery.task(channel),
                                dataSource,
                                clock)));
    }

    /** Adds the message to the channel's queue, in the current transaction. */
    void add(DeliveryChannel channel, UUID message, int priority) {
        Objects.requireNonNull(byChannel.get(channel.name()))
                .add(new TaskInstance.Builder<Void>(Delivery.TASK, message.toString())
                        .priority(priority)
                        .build());
    }

    @Override
    public void start() {
        byChannel.values().forEach(TaskQueue::start);
    }

    /** Stops all queues at the same time, so that the waits for their current messages do not add up. */
    @Override
    public void stop() {
        CompletableFuture.allOf(byChannel.values().stream()
                        .map(queue -> CompletableFuture.runAsync(queue::stop))
                        .toArray(CompletableFuture<?>[]::new))
                .join();
    }

    @Override
    public boolean isRunning() {
        return byChannel.values().stream().anyMatch(TaskQueue::isRunning);
    }

    @Override
    public int getPhase() {
        return TaskQueue.PHASE;
    }
}
