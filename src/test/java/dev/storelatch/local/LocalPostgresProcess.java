package dev.storelatch.local;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A server of the local run, as far as its database goes, in a JVM of its own that can be killed. */
final class LocalPostgresProcess {

    private LocalPostgresProcess() {}

    /** Says {@code up} and its database's URL when the database is up, and ends when its input does. */
    public static void main(String[] arguments) throws IOException {
        try (LocalPostgres postgres = LocalPostgres.start(LocalDirectory.open(Path.of(arguments[0])))) {
            System.out.println("up " + postgres.getJdbcUrl());
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }

    /** Starts one in the folder and waits for it. */
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
