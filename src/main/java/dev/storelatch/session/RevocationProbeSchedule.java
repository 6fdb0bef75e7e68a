package dev.storelatch.session;

import dev.storelatch.core.PeriodicTask;
import dev.storelatch.database.TaskQueue;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Runs the {@link RevocationProbe} periodically. */
@Component
class RevocationProbeSchedule implements SmartLifecycle {

    private final RevocationProbe probe;
    private final RevocationProbeSettings settings;
    private @Nullable PeriodicTask measurements;

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
        measurements = PeriodicTask.start("revocation-probe", settings.interval(), probe::run);
    }

    @Override
    public void stop() {
        Objects.requireNonNull(measurements).close();
        measurements = null;
    }

    @Override
    public boolean isRunning() {
        return measurements != null;
    }

    @Override
    public int getPhase() {
        return TaskQueue.PHASE;
    }
}
