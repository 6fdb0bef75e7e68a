package dev.storelatch.session;

import dev.storelatch.database.TaskQueue;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Runs the {@link RevocationProbe} periodically, on a thread of its own. */
@Component
class RevocationProbeSchedule implements SmartLifecycle {

    private final RevocationProbe probe;
    private final RevocationProbeSettings settings;
    private @Nullable ScheduledExecutorService timer;
    private @Nullable ScheduledFuture<?> measurements;

    RevocationProbeSchedule(RevocationProbe probe, RevocationProbeSettings settings) {
        this.probe = probe;
        this.settings = settings;
    }

    @Override
    public boolean isAutoStartup() {
        return settings.enabled();
    }

    @Override
    public void start() {
        timer = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "revocation-probe");
            thread.setDaemon(true);
            return thread;
        });
        long interval = settings.interval().toMillis();
        measurements = timer.scheduleWithFixedDelay(probe::run, interval, interval, TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        Objects.requireNonNull(measurements).cancel(true);
        Objects.requireNonNull(timer).shutdownNow();
        timer = null;
    }

    @Override
    public boolean isRunning() {
        return timer != null;
    }

    @Override
    public int getPhase() {
        return TaskQueue.PHASE;
    }
}
