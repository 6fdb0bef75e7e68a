package dev.storelatch.command;

import dev.storelatch.core.StartupException;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.core.env.Environment;

/** A command that finds problems. It has all settings, and needs neither a database nor secrets. */
public non-sealed interface DiagnosticCommand extends Command {

    /**
     * Runs the command.
     *
     * @param options the values of the command's options by their names; true for a flag that is given
     * @param out receives the lines of output, without secrets
     * @return true if there is no problem
     * @throws UsageException if an option is missing or malformed
     * @throws StartupException if a setting is refused
     */
    boolean run(Environment settings, Map<String, String> options, Consumer<String> out);
}
