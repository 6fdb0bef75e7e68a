package dev.storelatch.support;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A server in a JVM of its own, which can be given a small heap, frozen and killed. Closing it kills it. */
public final class ServerProcess implements AutoCloseable {

    private static final Pattern STARTED = Pattern.compile("Tomcat started on port (\\d+) ");
    private static final int SECONDS_TO_START = 90;

    /** Options of a server that lives for seconds, which start it with less than half of the CPU time. */
    private static final List<String> SHORT_LIVED = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private final Process process;
    private final Queue<String> output = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<Integer> port = new CompletableFuture<>();
    private final Thread reader;

    private ServerProcess(Process process) {
        this.process = process;
        this.reader = new Thread(this::read, "output of the server");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts a server on a free port, and waits until it listens.
     *
     * @param settings settings as {@code name} and value; cost of hashing and secrets have test values
     * @param jvmOptions such as {@code -Xmx256m}; without any, they are those of a short life
     */
    public static ServerProcess start(Map<String, String> settings, String... jvmOptions) {
        ServerProcess server = launch(settings, jvmOptions);
        server.port();
        return server;
    }

    /** Starts a server without waiting for it. */
    public static ServerProcess launch(Map<String, String> settings, String... jvmOptions) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions.length == 0 ? SHORT_LIVED : List.of(jvmOptions));
        command.addAll(List.of("-cp", classPath(), "dev.storelatch.Storelatch"));
        command.add("--server.port=0");
        command.add("--storelatch.token.secrets=" + ServerTest.JWT_SECRET);
        command.add("--storelatch.session.secrets=a-cookie-secret-of-a-process-8KpD3sNfJg6H");
        command.add("--storelatch.password.argon2.memory=1MB");
        command.add("--storelatch.password.argon2.iterations=1");
        command.add("--storelatch.throttle.callers=" + ServerTest.CALLERS);
        settings.forEach((name, value) -> command.add("--" + name + "=" + value));
        try {
            return new ServerProcess(
                    new ProcessBuilder(command).redirectErrorStream(true).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without the tests, whose configuration of the log is not that of the server. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Returns the port, once the server listens. */
    public int port() {
        try {
            return port.get(SECONDS_TO_START, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("the server did not start:\n" + String.join("\n", output), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Returns the lines that the server has printed so far. */
    public List<String> output() {
        return List.copyOf(output);
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits until the process has ended and its output has been read, and returns its exit code. */
    public int waitFor(int seconds) throws InterruptedException {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            throw new AssertionError("the server is still running:\n" + String.join("\n", output));
        }
        reader.join(TimeUnit.SECONDS.toMillis(seconds));
        return process.exitValue();
    }

    /** Asks the process to end, as {@code kill} does, without waiting for it. What it prints meanwhile is still read. */
    public void terminate() {
        process.toHandle().destroy();
    }

    /** Ends the process as {@code kill -9} does. */
    public void kill() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        kill();
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.add(line);
                Matcher started = STARTED.matcher(line);
                if (started.find()) {
                    port.complete(Integer.valueOf(started.group(1)));
                }
            }
            port.completeExceptionally(new IllegalStateException("the process has ended"));
        } catch (IOException e) {
            port.completeExceptionally(e);
        }
    }
}
