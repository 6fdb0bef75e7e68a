package dev.storelatch.outbox;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/** Server that delivers mail, in a JVM of its own that can be killed. */
final class DeliveringProcess {

    private DeliveringProcess() {}

    /** Takes the URL of the database and the port of the mail server. */
    public static void main(String[] arguments) {
        HikariDataSource database = new HikariDataSource();
        database.setJdbcUrl(arguments[0]);
        new OutboxServer(
                        database,
                        Clock.systemUTC(),
                        Duration.ofMillis(100),
                        MailServers.channel(Integer.parseInt(arguments[1]), 60_000))
                .start();
    }

    static Process start(String database, int smtpPort) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        DeliveringProcess.class.getName(),
                        database,
                        String.valueOf(smtpPort))
                .inheritIO()
                .start();
    }
}
