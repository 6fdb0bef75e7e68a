package dev.storelatch.local;

import dev.storelatch.core.StartupException;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The directory of the local run, locked by one server at a time. The operating system releases the lock when the process
 * ends, however it ends. Only the owner can access the directory and its files, from their creation on.
 */
final class LocalDirectory implements Closeable {

    private static final int SECRET_BYTES = 48;

    private final Path path;
    private final FileChannel lock;

    private LocalDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** @throws StartupException if another server has locked the directory, or it cannot be created */
    static LocalDirectory open(Path directory) {
        try {
            OwnerOnlyFiles.createDirectory(directory);
            Path path = directory.toRealPath();
            FileChannel channel = OwnerOnlyFiles.open(path.resolve("lock"));
            if (tryLock(channel) == null) {
                channel.close();
                throw new StartupException(
                        "Another Storelatch is running in the directory %s.".formatted(path),
                        "Stop it, or set another directory for this one: STORELATCH_LOCAL_DIRECTORY=….");
            }
            return new LocalDirectory(path, channel);
        } catch (IOException e) {
            throw new StartupException(
                    "The directory %s cannot be used: %s.".formatted(directory.toAbsolutePath(), e),
                    "Start in a directory that this user may write, or set STORELATCH_LOCAL_DIRECTORY or DATABASE_URL.");
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    Path resolve(String name) {
        return path.resolve(name);
    }

    /** Returns a secret that the first start generates. Its file gets its name only when it is complete. */
    String secret(String name) {
        Path file = resolve(name);
        try {
            if (Files.notExists(file)) {
                byte[] bytes = new byte[SECRET_BYTES];
                new SecureRandom().nextBytes(bytes);
                Path draft = emptyFile(name + ".new");
                Files.writeString(draft, Base64.getEncoder().encodeToString(bytes), StandardOpenOption.SYNC);
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Creates an empty file, and deletes an existing one of that name before. */
    Path emptyFile(String name) throws IOException {
        Files.deleteIfExists(resolve(name));
        return OwnerOnlyFiles.createFile(resolve(name));
    }

    /** Releases the lock. */
    @Override
    public void close() throws IOException {
        lock.close();
    }
}
