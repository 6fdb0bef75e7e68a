package dev.storelatch.core;

import java.time.Duration;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.scheduling.support.PeriodicTrigger;

/**
 * Task of this server that is run again and again until it is closed, on a daemon thread of its own: a task that is stuck
 * delays no other one. A run that fails is logged, and the next one takes place. What the servers share is done by {@code
 * TaskQueue} of {@code database} instead.
 */
public final class PeriodicTask implements AutoCloseable {

    private final ThreadPoolTaskScheduler scheduler;

    private PeriodicTask(ThreadPoolTaskScheduler scheduler) {
        this.scheduler = scheduler;
    }

    /**
     * Starts a task, whose first run is after one interval.
     *
     * @param name name of its thread
     * @param interval time between the end of a run and the start of the next one
     */
    public static PeriodicTask start(String name, Duration interval, Runnable task) {
        ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
        scheduler.setThreadNamePrefix(name + "-");
        scheduler.setDaemon(true);
        scheduler.initialize();
        PeriodicTrigger trigger = new PeriodicTrigger(interval);
        trigger.setInitialDelay(interval);
        @Nullable Future<?> unused = scheduler.schedule(task, trigger);
        return new PeriodicTask(scheduler);
    }

    /** Ends the task for good, and interrupts the run that takes place. Does not wait for its end. */
    @Override
    public void close() {
        scheduler.shutdown();
    }
}
