package dev.storelatch.command;

import dev.storelatch.core.StartupException;
import java.util.function.Consumer;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What an operator runs in place of the server: the jar's first argument names it. A room lists its commands in {@code
 * META-INF/spring.factories}. They run with the database's settings alone, beside servers that go on, and can be killed
 * and run again at any time.
 */
public interface MaintenanceCommand {

    String name();

    /** What it does, in one line of the help. */
    String summary();

    /**
     * @param dryRun whether to tell only what would be done
     * @param out takes the lines that the operator sees: ids, but no addresses and no hashes
     * @throws StartupException if the settings forbid it
     */
    void run(Environment settings, JdbcClient jdbc, boolean dryRun, Consumer<String> out);
}
