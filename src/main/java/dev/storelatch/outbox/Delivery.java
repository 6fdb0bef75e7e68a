package dev.storelatch.outbox;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.CompletionHandler.OnCompleteRemove;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.storelatch.outbox.DeliveryAttempts.Outcome;
import dev.storelatch.pool.DatabaseOutage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Attempts to deliver messages. A message is finished before its task is removed, so that a task which runs again after its
 * server was killed in between sends nothing.
 */
@Component
class Delivery {

    /** Name of the tasks; the id of a task is that of its message. */
    static final String TASK = "delivery";

    /** Begins the outcome of a message that is not sent any more, and is followed by the reason. */
    static final String GIVEN_UP = "given up: ";

    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    private final OutboxRepository repository;
    private final NotificationTypes types;
    private final OutboxSettings settings;
    private final Clock clock;
    private final BackOff backOff;
    private final DeliveryAttempts attempts;

    Delivery(
            OutboxRepository repository,
            NotificationTypes types,
            OutboxSettings settings,
            Clock clock,
            DeliveryAttempts attempts) {
        this.repository = repository;
        this.types = types;
        this.settings = settings;
        this.clock = clock;
        this.backOff = new BackOff(settings.retryInterval());
        this.attempts = attempts;
    }

    /** Returns the task that delivers messages by the channel. */
    CustomTask<Void> task(DeliveryChannel channel) {
        return Tasks.custom(TASK, Void.class)
                .onDeadExecution((run, task) -> task.reschedule(run, clock.instant()))
                .onFailure((run, task) -> task.reschedule(run, nextAttempt(run.getExecution(), Duration.ZERO)))
                .execute((task, context) -> run(channel, context.getExecution()));
    }

    private CompletionHandler<Void> run(DeliveryChannel channel, Execution execution) {
        return repository
                .findWaiting(UUID.fromString(execution.getId()))
                .map(message -> complete(channel, message, execution, attempt(channel, message)))
                .orElseGet(OnCompleteRemove::new);
    }

    private DeliveryResult attempt(DeliveryChannel channel, OutboxMessage message) {
        try {
            return types.find(message.type())
                    .map(type -> channel.send(type, message))
                    .orElse(DeliveryResult.Deferred.UNKNOWN_TYPE);
        } catch (RuntimeException failure) {
            if (DatabaseOutage.isCauseOf(failure)) {
                // Nothing can be recorded now either. The queue runs the task again.
                throw failure;
            }
            return new DeliveryResult.Deferred(failure.getClass().getSimpleName());
        }
    }

    private CompletionHandler<Void> complete(
            DeliveryChannel channel, OutboxMessage message, Execution execution, DeliveryResult result) {
        if (result instanceof DeliveryResult.Accepted) {
            return finish(channel, message, Outcome.ACCEPTED);
        }
        if (result instanceof DeliveryResult.Skipped) {
            return finish(channel, message, Outcome.SKIPPED);
        }
        if (result instanceof DeliveryResult.Dropped) {
            return finish(channel, message, Outcome.DROPPED);
        }
        if (result instanceof DeliveryResult.Refused refused) {
            attempts.count(channel, Outcome.REFUSED);
            return giveUp(channel, message, refused.reason());
        }
        DeliveryResult.Deferred deferred = (DeliveryResult.Deferred) result;
        Duration age = Duration.between(message.postedAt(), clock.instant());
        if (age.compareTo(settings.giveUpAfter()) < 0) {
            attempts.count(channel, Outcome.DEFERRED);
            return retry(channel, message, execution, deferred);
        }
        attempts.count(channel, Outcome.EXPIRED);
        return giveUp(channel, message, deferred.reason());
    }

    private CompletionHandler<Void> retry(
            DeliveryChannel channel, OutboxMessage message, Execution execution, DeliveryResult.Deferred deferred) {
        repository.recordFailure(message.id(), deferred.reason());
        Instant next = nextAttempt(execution, deferred.atLeast());
        LOG.warn(
                "{} {} by {} failed at attempt {}: {}; the next one in {} s",
                message.type(),
                message.id(),
                channel.name(),
                execution.consecutiveFailures + 1,
                deferred.reason(),
                Duration.between(clock.instant(), next).toSeconds());
        return (run, task) ->
                task.reschedule(ExecutionComplete.failure(execution, run.getTimeDone(), run.getTimeDone(), null), next);
    }

    private Instant nextAttempt(Execution execution, Duration atLeast) {
        return clock.instant().plus(backOff.delay(execution.consecutiveFailures + 1, atLeast));
    }

    private CompletionHandler<Void> giveUp(DeliveryChannel channel, OutboxMessage message, String reason) {
        LOG.warn("{} {} by {} is given up: {}", message.type(), message.id(), channel.name(), reason);
        return finish(message, GIVEN_UP + reason);
    }

    private CompletionHandler<Void> finish(DeliveryChannel channel, OutboxMessage message, Outcome outcome) {
        attempts.count(channel, outcome);
        return finish(message, outcome.label());
    }

    private CompletionHandler<Void> finish(OutboxMessage message, String outcome) {
        repository.finish(message.id(), outcome);
        return new OnCompleteRemove<>();
    }
}
