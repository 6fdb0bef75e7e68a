package dev.storelatch.database;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceNotFoundException;
import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.OnStartup;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Queue of tasks, which db-scheduler keeps in a table of its own. Each server runs one thread for the queue, and each task is
 * run by one server at a time, ordered by priority and then by due time. If a server is killed while it runs a task, another
 * one runs it again after five to seven minutes. No database connection is held while a task runs.
 */
public final class TaskQueue implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(TaskQueue.class);
    private static final Duration HEARTBEAT = Duration.ofMinutes(1);
    private static final int MISSED_HEARTBEATS = 5;
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);

    /** Lifecycle phase: lower than that of the web server, so that queues are stopped after the last request. */
    public static final int PHASE = 0;

    /** Named explicitly, since db-scheduler would otherwise open a connection to detect the database. */
    private static final JdbcCustomization POSTGRESQL = new PostgreSqlJdbcCustomization(false, false);

    private final Clock clock;
    private final SchedulerClient client;
    private final Supplier<Scheduler> schedulers;
    private volatile @Nullable Scheduler scheduler;

    /**
     * Creates a queue. Its tasks run only after {@link #start()}.
     *
     * @param table the table in the schema {@code storelatch}, without the schema
     * @param pollInterval interval at which a server looks for tasks that are due or were left by other servers
     */
    public <T extends Task<?> & OnStartup> TaskQueue(
            String table, Duration pollInterval, T task, DataSource dataSource, Clock clock) {
        this.clock = clock;
        DataSource joining = new TransactionAwareDataSourceProxy(dataSource);
        String name = table.replace('_', '-');
        client = SchedulerClient.Builder.create(joining, task)
                .tableName("storelatch." + table)
                .jdbcCustomization(POSTGRESQL)
                .serializer(new NoTaskData())
                .enablePriority()
                .build();
        schedulers = () -> Scheduler.create(joining)
                .startTasks(List.of(task))
                .tableName("storelatch." + table)
                .jdbcCustomization(POSTGRESQL)
                .serializer(new NoTaskData())
                .enablePriority()
                .clock(clock::instant)
                // One task at a time, so that the next one is always that with the highest priority.
                .threads(1)
                .pollUsingLockAndFetch(0.5, 1)
                .pollingInterval(pollInterval)
                .heartbeatInterval(HEARTBEAT)
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .shutdownMaxWait(STOP_TIMEOUT)
                .executorService(Executors.newSingleThreadExecutor(new CustomizableThreadFactory(name + "-")))
                .housekeeperExecutor(Executors.newSingleThreadScheduledExecutor(
                        new CustomizableThreadFactory(name + "-housekeeper-")))
                .build();
    }

    /** Adds a task that is due now, in the current transaction, and has this server look for it right after the commit. */
    public void add(TaskInstance<?> task) {
        checkAfterCommit();
        // As a batch of one, since db-scheduler first reads before a single insert.
        client.scheduleBatch(List.of(task), clock.instant());
    }

    /** Makes a task due now, in the current transaction, unless it is running or has ended meanwhile. */
    public void advance(TaskInstanceId task) {
        checkAfterCommit();
        try {
            client.reschedule(task, clock.instant());
        } catch (TaskInstanceCurrentlyExecutingException | TaskInstanceNotFoundException settled) {
            LOG.debug("Not advanced", settled);
        }
    }

    private void checkAfterCommit() {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                Scheduler running = scheduler;
                if (running != null) {
                    running.triggerCheckForDueExecutions();
                }
            }
        });
    }

    /** Starts threads of this server. The queue can be started again after a stop. */
    @Override
    public void start() {
        Scheduler starting = schedulers.get();
        starting.start();
        scheduler = starting;
    }

    /** Waits up to 30 seconds for the task that runs, then interrupts it. */
    @Override
    public void stop() {
        Scheduler stopping = scheduler;
        scheduler = null;
        if (stopping != null) {
            stopping.stop();
        }
    }

    @Override
    public boolean isRunning() {
        return scheduler != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    /** Replaces Java serialization: tasks are identified by their ids and have no data. */
    private static final class NoTaskData implements Serializer {

        @Override
        public byte @Nullable [] serialize(@Nullable Object data) {
            return null;
        }

        @Override
        public <T> @Nullable T deserialize(Class<T> type, byte @Nullable [] data) {
            return null;
        }
    }
}
