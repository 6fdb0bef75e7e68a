package dev.storelatch.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds a PostgreSQL of the local run that still runs after its Storelatch was killed. */
final class OrphanedPostgres {

    private OrphanedPostgres() {}

    /**
     * Returns the port of the running PostgreSQL; a start on this port adopts it. If the recorded process is a zombie, or its
     * number now belongs to another program, PostgreSQL would take it for a running server and would not start, so the file
     * with the number is deleted. That is safe, since PostgreSQL also finds processes on its data by their shared memory.
     *
     * @param data the data directory
     * @param binaries the directory with PostgreSQL's programs
     */
    static Optional<Integer> findPort(Path data, Path binaries) throws IOException {
        Path pidFile = data.resolve("postmaster.pid");
        if (Files.notExists(pidFile)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(pidFile);
        Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(lines.get(0)));
        if (process.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> command = process.get().info().command();
        if (command.isPresent() && Path.of(command.get()).startsWith(binaries)) {
            return Optional.of(Integer.valueOf(lines.get(3)));
        }
        Files.delete(pidFile);
        return Optional.empty();
    }
}
