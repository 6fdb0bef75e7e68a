package dev.storelatch.local;

import dev.storelatch.core.StartupException;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The folder of the local run, which one server at a time holds. The lock is the operating system's and so ends with
 * the process, whatever ends it. Only the owner can enter the folder or read a file of it, from its creation on.
 */
final class LocalDirectory implements Closeable {

    private static final int SECRET_BYTES = 48;
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private final Path path;
    private final FileChannel lock;

    private LocalDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** @throws StartupException if another server holds the folder, or it cannot be made */
    static LocalDirectory open(Path directory) {
        try {
            Files.createDirectories(directory, ownerOnly("rwx------"));
            Path path = directory.toRealPath();
            restrict(path);
            FileChannel channel = FileChannel.open(
                    path.resolve("lock"),
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                    ownerOnly("rw-------"));
            if (tryLock(channel) == null) {
                channel.close();
                throw new StartupException(
                        "Another Storelatch is running in the folder %s.".formatted(path),
                        "Stop it, or give this one a folder of its own: STORELATCH_LOCAL_DIRECTORY=….");
            }
            return new LocalDirectory(path, channel);
        } catch (IOException e) {
            throw new StartupException(
                    "The folder %s cannot be used: %s.".formatted(directory.toAbsolutePath(), e),
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

    /** A secret that the first start makes and all later ones find. It appears under its name only when complete. */
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

    /** A new file in place of one that may be there. */
    Path emptyFile(String name) throws IOException {
        Files.deleteIfExists(resolve(name));
        return Files.createFile(resolve(name), ownerOnly("rw-------"));
    }

    /** Takes a file or directory that somebody else's code has made from everybody but its owner. */
    static void restrict(Path path) throws IOException {
        if (POSIX) {
            String permissions = Files.isDirectory(path) ? "rwx------" : "rw-------";
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        }
    }

    private static FileAttribute<?>[] ownerOnly(String permissions) {
        return POSIX
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    /** Lets the next server have the folder. */
    @Override
    public void close() throws IOException {
        lock.close();
    }
}
