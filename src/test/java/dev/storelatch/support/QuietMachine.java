package dev.storelatch.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/**
 * Lets test classes with the tag {@code alone} run while no other class does. The build runs classes in several JVMs at the
 * same time, whose load would disturb those that measure times or flood a server. JUnit finds this class by {@code
 * META-INF/services}.
 */
public final class QuietMachine implements TestExecutionListener {

    private static final TestTag ALONE = TestTag.create("alone");
    private static final Path FILE = Path.of("target", "quiet-machine.lock");

    /** A class that must run alone holds it while it waits for the others to end, so that they begin no other one. */
    private static final long ENTRANCE = 0;

    private static final long MACHINE = 1;

    private final Map<UniqueId, FileLock> running = new HashMap<>();

    @Override
    public void executionStarted(TestIdentifier test) {
        if (isClass(test)) {
            running.put(test.getUniqueIdObject(), lock(!test.getTags().contains(ALONE)));
        }
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        FileLock lock = running.remove(test.getUniqueIdObject());
        if (lock == null) {
            return;
        }
        try {
            lock.acquiredBy().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isClass(TestIdentifier test) {
        return test.getUniqueIdObject().getSegments().size() == 2;
    }

    @SuppressWarnings("try") // the entrance is left at the end of the block
    private static FileLock lock(boolean shared) {
        try {
            Files.createDirectories(FILE.getParent());
            FileChannel file = FileChannel.open(
                    FILE, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            try (FileLock entrance = file.lock(ENTRANCE, 1, false)) {
                return file.lock(MACHINE, 1, shared);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
