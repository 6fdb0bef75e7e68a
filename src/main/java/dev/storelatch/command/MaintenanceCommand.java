package dev.storelatch.command;

import dev.storelatch.core.StartupException;
import java.util.function.Consumer;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A command that works on the database. It has the settings of the database only. It may run beside servers, and may be
 * killed and run again at any time.
 */
public non-sealed interface MaintenanceCommand extends Command {

    /**
     * Runs the command. What it changes in an account is recorded in the audit log by the same statement, by the function
     * {@code storelatch.record_command}.
     *
     * @param dryRun whether to only show what would be done
     * @param out receives the lines of output: ids, but no addresses and no hashes
     * @throws StartupException if the settings forbid it
     */
    void run(Environment settings, JdbcClient jdbc, boolean dryRun, Consumer<String> out);
}
