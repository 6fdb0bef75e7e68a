package dev.storelatch.password;

import dev.storelatch.core.Failure;
import dev.storelatch.request.RequestWarning;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.Assert;

/**
 * Asks a service whether a new password has appeared in a data breach. However the service behaves, a request waits no longer
 * than the timeout, and no more requests wait than the setting allows: the service is asked on threads of their own, since
 * neither the resolution of its name nor the parts of a response together have a limit in the client.
 */
final class BreachedPasswords implements BreachCheck {

    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final Duration IDLE_THREAD_TIMEOUT = Duration.ofSeconds(10);

    private final RangeSearch search;
    private final BreachCheckSettings settings;
    private final MeterRegistry registry;
    private final RequestWarning warning;
    private final FailurePause pause = new FailurePause(PAUSE, System::nanoTime);
    private final ExecutorService threads;

    BreachedPasswords(BreachCheckSettings settings, MeterRegistry registry, Clock clock) {
        this.search = new RangeSearch(settings);
        this.settings = settings;
        this.registry = registry;
        this.warning = new RequestWarning(LoggerFactory.getLogger(BreachedPasswords.class), clock);
        this.threads = threads(settings.maxConcurrent());
        // With a value before the first check, too.
        Arrays.stream(Outcome.values()).forEach(this::counter);
    }

    /** Outcome of one check. */
    private enum Outcome {
        ABSENT,
        FOUND,
        /** There was no usable response in time. */
        FAILED,
        /** The service was not asked: too many requests waited for it, or it has failed several times in a row. */
        SKIPPED
    }

    @Override
    public void check(String password) {
        Assert.state(
                !TransactionSynchronizationManager.isSynchronizationActive(),
                "passwords are checked outside of a transaction");
        Outcome outcome = pause.isInForce() ? Outcome.SKIPPED : search(password);
        counter(outcome).increment();
        if (outcome == Outcome.FOUND) {
            throw new Failure.InvalidData("password has appeared in a data breach");
        }
        if (outcome != Outcome.ABSENT && settings.unavailable() == BreachCheckSettings.Fallback.REFUSE) {
            throw new Failure.ServiceUnavailable("the password could not be checked for breaches", PAUSE);
        }
    }

    private Outcome search(String password) {
        Future<Boolean> found;
        try {
            found = threads.submit(() -> search.contains(password));
        } catch (RejectedExecutionException full) {
            warn("too many at once");
            return Outcome.SKIPPED;
        }
        try {
            Outcome outcome =
                    found.get(settings.timeout().toNanos(), TimeUnit.NANOSECONDS) ? Outcome.FOUND : Outcome.ABSENT;
            pause.succeeded();
            return outcome;
        } catch (TimeoutException slow) {
            return failed("no response in time");
        } catch (ExecutionException failed) {
            return failed(reason(failed));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return Outcome.SKIPPED;
        } finally {
            found.cancel(true);
        }
    }

    private Outcome failed(String reason) {
        pause.failed();
        warn(reason);
        return Outcome.FAILED;
    }

    private void warn(String reason) {
        warning.log(
                "New passwords could not be checked for data breaches (%s), and were %s: storelatch.password.breach-check"
                        .formatted(
                                reason,
                                settings.unavailable() == BreachCheckSettings.Fallback.REFUSE
                                        ? "refused"
                                        : "accepted"));
    }

    /** The messages of other exceptions contain the URL, and with it part of a hash. */
    private static String reason(ExecutionException failure) {
        return failure.getCause() instanceof RangeSearch.UnusableResponseException unusable
                ? String.valueOf(unusable.getMessage())
                : NestedExceptionUtils.getMostSpecificCause(failure).getClass().getSimpleName();
    }

    private Counter counter(Outcome outcome) {
        return Counter.builder("storelatch.password.breach.checks")
                .description("New passwords that were to be checked for data breaches")
                .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }

    private static ExecutorService threads(int maximum) {
        return new ThreadPoolExecutor(
                0, maximum, IDLE_THREAD_TIMEOUT.toSeconds(), TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
                    Thread thread = new Thread(work, "breach-check");
                    thread.setDaemon(true);
                    return thread;
                });
    }
}
