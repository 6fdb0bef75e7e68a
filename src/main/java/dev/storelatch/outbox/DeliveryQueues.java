package dev.storelatch.outbox;

import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import dev.storelatch.core.Failure;
import dev.storelatch.database.TaskQueue;
import java.time.Clock;
import java.util.List;
import java.util.Map;
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

    /**
     * Adds the message to the channel's queue, in the current transaction.
     *
     * @throws Failure.InvalidData if the channel is not configured
     */
    void add(String channel, UUID message, int priority) {
        queue(channel)
                .add(new TaskInstance.Builder<Void>(Delivery.TASK, message.toString())
                        .priority(priority)
                        .build());
    }

    /**
     * Makes the next attempt to send a message that waits due now, in the current transaction. One that is being sent is left
     * alone.
     *
     * @throws Failure.InvalidData if the channel is not configured
     */
    void advance(String channel, UUID message) {
        queue(channel).advance(TaskInstanceId.of(Delivery.TASK, message.toString()));
    }

    private TaskQueue queue(String channel) {
        TaskQueue queue = byChannel.get(channel);
        if (queue == null) {
            throw new Failure.InvalidData("The channel %s is not configured".formatted(channel));
        }
        return queue;
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
