package dev.storelatch.database;

import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Runs {@link ExpiredRowCleanup} once a minute, on one server at a time. */
@Configuration(proxyBeanMethods = false)
class CleanupSchedule {

    private static final Duration INTERVAL = Duration.ofMinutes(1);
    private static final Duration POLL_INTERVAL = Duration.ofSeconds(10);

    @Bean
    TaskQueue cleanupQueue(ExpiredRowCleanup cleanup, DataSource dataSource, Clock clock) {
        RecurringTask<Void> task = Tasks.recurring("delete-expired-rows", new OnceAMinute())
                .execute((instance, context) ->
                        cleanup.deleteExpired(() -> context.getSchedulerState().isShuttingDown()));
        return new TaskQueue("cleanup_task", POLL_INTERVAL, task, dataSource, clock);
    }

    /** First run at a random time within a minute, so that servers started together do not add load together. */
    static final class OnceAMinute implements Schedule {

        private final SecureRandom random = new SecureRandom();

        @Override
        public Instant getInitialExecutionTime(Instant now) {
            return now.plusMillis(random.nextLong(INTERVAL.toMillis()));
        }

        @Override
        public Instant getNextExecutionTime(ExecutionComplete run) {
            return run.getTimeDone().plus(INTERVAL);
        }

        @Override
        public boolean isDeterministic() {
            return false;
        }
    }
}
