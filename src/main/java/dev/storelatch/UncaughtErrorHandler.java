package dev.storelatch;

import java.nio.charset.StandardCharsets;
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

    /** Encoding it needs memory, too. */
    private static final byte[] MESSAGE =
            "Out of memory: the server ends. Start it again, with a larger -Xmx if this recurs.\n"
                    .getBytes(StandardCharsets.US_ASCII);

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
            System.err.write(MESSAGE, 0, MESSAGE.length);
            System.err.flush();
        } finally {
            Runtime.getRuntime().halt(EXIT_CODE);
        }
    }
}
