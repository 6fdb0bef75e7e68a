package dev.storelatch.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.support.Machine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The clients in {@code src/test/clients}, installed in a copy of that folder exactly as its lock file says. */
final class NodeClients {

    private static final Path SOURCE = Path.of("src/test/clients");
    private static final Path COPY = Path.of("target/clients");
    private static final Path LOCK = Path.of("target/clients.lock");
    private static final String LOCK_FILE = "package-lock.json";
    private static final Duration TIME_LIMIT = Duration.ofMinutes(5);

    private final String node;

    private NodeClients(Path node) {
        this.node = node.toString();
    }

    /** Installs the clients unless they are installed. The calling test is skipped if that is not possible. */
    static synchronized NodeClients install() {
        Path node = Machine.program("Node.js", "node", "node.exe");
        Path npm = Machine.program("npm", "npm", "npm.cmd");
        // Tests in several JVMs use them.
        try (FileChannel lock = FileChannel.open(LOCK, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            lock.lock();
            copy();
            // A copy of the lock file that was installed; npm deletes it with the folder at the next installation.
            Path installed = COPY.resolve("node_modules").resolve(LOCK_FILE);
            if (!Files.exists(installed) || Files.mismatch(SOURCE.resolve(LOCK_FILE), installed) >= 0) {
                Result result = start(npm.toString(), "ci", "--ignore-scripts", "--no-audit", "--no-fund");
                if (result.exitCode() != 0) {
                    Machine.lacks("way to install the clients of %s: %s".formatted(SOURCE, result.output()));
                }
                Files.copy(SOURCE.resolve(LOCK_FILE), installed);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new NodeClients(node);
    }

    /**
     * Runs a script, and fails with its output unless it succeeds.
     *
     * @param script relative to the folder of the clients
     */
    void run(String script, String... arguments) {
        try {
            Result result = start(
                    Stream.concat(Stream.of(node, script), Stream.of(arguments)).toArray(String[]::new));
            assertThat(result.exitCode()).as(result.output()).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns the script of a page, with all that it imports.
     *
     * @param source such as {@code shop.jsx}
     */
    String bundled(String source) {
        run(
                "node_modules/esbuild/bin/esbuild",
                source,
                "--bundle",
                "--format=esm",
                "--jsx=automatic",
                "--define:process.env.NODE_ENV=\"production\"",
                "--outfile=bundle.js");
        try {
            return Files.readString(COPY.resolve("bundle.js"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Result(int exitCode, String output) {}

    private static Result start(String... command) throws IOException {
        Path output = Files.createTempFile("client", ".log");
        Process process = new ProcessBuilder(command)
                .directory(COPY.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(TIME_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("no end after %s: %s%n%s"
                        .formatted(TIME_LIMIT, String.join(" ", command), Files.readString(output)));
            }
            return new Result(process.exitValue(), Files.readString(output));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            Files.delete(output);
        }
    }

    private static void copy() throws IOException {
        Files.createDirectories(COPY);
        List<Path> files;
        try (Stream<Path> all = Files.list(SOURCE)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            Path copy = COPY.resolve(file.getFileName());
            if (!Files.exists(copy) || Files.mismatch(file, copy) >= 0) {
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
