package dev.storelatch;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process after an {@link OutOfMemoryError}. The thread that accepts connections may have died of it, and a process
 * that is alive but deaf is not restarted by anybody. {@code -XX:+ExitOnOutOfMemoryError} does the same sooner, but a jar
 * cannot set it.
 */
final class UncaughtErrorHandler implements Thread.UncaughtExceptionHandler {

    /** The exit code of {@code -XX:+ExitOnOutOfMemoryError}. */
    static final int EXIT_CODE = 3;

    private static final Logger LOG = LoggerFactory.getLogger(UncaughtErrorHandler.class);

    @Override
    public void uncaughtException(Thread thread, Throwable error) {
        if (error instanceof OutOfMemoryError) {
            endProcess();
        }
        LOG.error("The thread {} has ended", thread.getName(), error);
    }

    /** Logging and an orderly shutdown need memory. */
    private static void endProcess() {
        try {
            System.err.println("Out of memory: the server ends. Start it again, with a larger -Xmx if this recurs.");
        } finally {
            Runtime.getRuntime().halt(EXIT_CODE);
        }
    }
}
