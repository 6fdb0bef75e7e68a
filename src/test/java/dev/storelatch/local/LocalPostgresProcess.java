package dev.storelatch.local;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The database of a local run in a JVM of its own, which a test can kill. */
final class LocalPostgresProcess {

    private LocalPostgresProcess() {}

    /** Prints {@code up} and the URL of the database when it has started, and ends with its standard input. */
    public static void main(String[] arguments) throws IOException {
        try (LocalPostgres postgres = LocalPostgres.start(LocalDirectory.open(Path.of(arguments[0])))) {
            System.out.println("up " + postgres.getJdbcUrl());
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }

    /** Starts the process and waits until the database has started. */
    static Process start(Path folder) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LocalPostgresProcess.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var lines = process.inputReader(StandardCharsets.UTF_8);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("up ")) {
                return process;
            }
        }
        throw new IllegalStateException("the database did not start");
    }
}
