package dev.storelatch.database;

import dev.storelatch.core.StartupException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Pauses of a starting server between two attempts. A signal that stops the process ends them: Spring's shutdown hook alone
 * waits until the start has ended.
 */
final class StartupPause implements AutoCloseable {

    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread hook = new Thread(stopping::countDown, "end-of-pause");
    private final String reason;

    /** @param reason what the server waits for, after "while" */
    StartupPause(String reason) {
        this.reason = reason;
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException alreadyStopping) {
            stopping.countDown();
        }
    }

    /** @throws StartupException if the process is being stopped */
    void sleep(Duration pause) {
        try {
            if (!stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new StartupException("The server was stopped while " + reason + ".", "Nothing has been changed.");
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyStopping) {
            stopping.countDown();
        }
    }
}
