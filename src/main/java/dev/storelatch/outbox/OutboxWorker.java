package dev.storelatch.outbox;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * Empties the outbox, with one thread for each way, so that a dead mail server holds up no webhook. It looks when
 * something has been posted here, and now and then for what others have left. A stop waits for the message in hand.
 */
@Component
class OutboxWorker implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxWorker.class);

    /** Below the web server's, so it ends after the last request. */
    private static final int PHASE = 0;

    private static final int SECONDS_TO_STOP = 30;

    private final Delivery delivery;
    private final OutboxSettings settings;
    private final List<DeliveryChannel> channels;
    private volatile Map<String, ScheduledThreadPoolExecutor> threads = Map.of();
    private volatile boolean running;

    OutboxWorker(Delivery delivery, OutboxSettings settings, List<DeliveryChannel> channels) {
        this.delivery = delivery;
        this.settings = settings;
        this.channels = channels;
    }

    /** Has the channel's waiting messages sent now. */
    void wake(DeliveryChannel channel) {
        ScheduledThreadPoolExecutor thread = threads.get(channel.name());
        // Whatever is queued will see this message, too.
        if (running && thread != null && thread.getQueue().size() < 2) {
            thread.execute(() -> empty(channel));
        }
    }

    private void empty(DeliveryChannel channel) {
        try {
            while (running && delivery.next(channel)) {
                // The next one.
            }
        } catch (RuntimeException | Error failure) {
            // Thrown on, it would end the schedule.
            LOG.warn("The outbox cannot be emptied: {}", failure.getClass().getName());
        }
    }

    @Override
    public void start() {
        running = true;
        threads = channels.stream().collect(Collectors.toMap(DeliveryChannel::name, this::thread));
    }

    private ScheduledThreadPoolExecutor thread(DeliveryChannel channel) {
        var thread = new ScheduledThreadPoolExecutor(
                1, new CustomizableThreadFactory("outbox-%s-".formatted(channel.name())));
        long interval = settings.pollInterval().toMillis();
        thread.scheduleWithFixedDelay(() -> empty(channel), interval, interval, TimeUnit.MILLISECONDS);
        return thread;
    }

    @Override
    public void stop() {
        running = false;
        threads.values().forEach(ScheduledThreadPoolExecutor::shutdown);
        try {
            for (ScheduledThreadPoolExecutor thread : threads.values()) {
                if (!thread.awaitTermination(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
                    thread.shutdownNow();
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
