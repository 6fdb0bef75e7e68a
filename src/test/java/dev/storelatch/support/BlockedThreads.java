package dev.storelatch.support;

import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;

/** Starts threads one after the other, each when the previous one is blocked. */
public final class BlockedThreads {

    private static final Set<Thread.State> WAITING = Set.of(Thread.State.WAITING, Thread.State.TIMED_WAITING);

    private BlockedThreads() {}

    /** Starts the action on a thread of its own, and returns when that thread is blocked. */
    public static <T> Future<T> start(ExecutorService threads, Callable<T> action) {
        AtomicReference<Thread> thread = new AtomicReference<>();
        Future<T> result = threads.submit(() -> {
            thread.set(Thread.currentThread());
            return action.call();
        });
        Awaitility.await()
                .until(() ->
                        thread.get() != null && WAITING.contains(thread.get().getState()));
        return result;
    }
}
