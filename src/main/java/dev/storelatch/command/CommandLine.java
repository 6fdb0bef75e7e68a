package dev.storelatch.command;

import dev.storelatch.core.StartupException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Runs the maintenance command that the executable jar's arguments name. */
public final class CommandLine {

    private static final int SUCCESS = 0;
    private static final int FAILURE = 1;
    private static final int USAGE_ERROR = 2;

    private final List<MaintenanceCommand> commands =
            SpringFactoriesLoader.forDefaultResourceLocation().load(MaintenanceCommand.class);
    private final Arguments arguments;

    public CommandLine(String... arguments) {
        this.arguments = Arguments.parse(arguments);
    }

    /** Configures the database only: commands need neither secrets nor a web server. */
    @ImportAutoConfiguration(DataSourceAutoConfiguration.class)
    private static final class DatabaseConfiguration {}

    /** Returns whether the arguments name a command, so that the server must not start. */
    public boolean hasCommand() {
        return arguments.help() || !arguments.names().isEmpty();
    }

    /** @return the exit code: 0 for success, 1 if the command failed, 2 for an unknown command or argument */
    public int run(PrintStream out, PrintStream err) {
        if (arguments.help()) {
            out.print(help());
            return SUCCESS;
        }
        String name = arguments.names().get(0);
        Optional<MaintenanceCommand> command =
                commands.stream().filter(known -> known.name().equals(name)).findFirst();
        Optional<String> unknown =
                arguments.unknown(command.map(MaintenanceCommand::flags).orElse(List.of()));
        if (command.isEmpty() || unknown.isPresent()) {
            err.println(unknown.map("Unknown argument: %s"::formatted)
                    .orElseGet(() -> "Unknown command: %s".formatted(name)));
            err.print(help());
            return USAGE_ERROR;
        }
        ConfigurableApplicationContext context;
        try {
            context = start();
        } catch (RuntimeException logged) {
            // Spring Boot has printed the reason.
            return FAILURE;
        }
        return run(command.get(), context, out, err);
    }

    private int run(
            MaintenanceCommand command, ConfigurableApplicationContext context, PrintStream out, PrintStream err) {
        try (context) {
            JdbcClient jdbc = JdbcClient.create(context.getBean(DataSource.class));
            command.run(context.getEnvironment(), jdbc, arguments.dryRun(), out::println);
            return SUCCESS;
        } catch (StartupException refused) {
            err.println(refused.getMessage());
            err.println(refused.action());
        } catch (DataAccessException failed) {
            err.println("Database error: " + failed.getMostSpecificCause().getMessage());
        }
        return FAILURE;
    }

    private ConfigurableApplicationContext start() {
        return new SpringApplicationBuilder(DatabaseConfiguration.class)
                .web(WebApplicationType.NONE)
                .logStartupInfo(false)
                .properties("storelatch.local.enabled=false", "spring.datasource.hikari.minimum-idle=1")
                .run(arguments.settings());
    }

    private String help() {
        return commands.stream()
                .map(command -> "  %-22s %s%n".formatted(command.name(), command.summary()))
                .collect(Collectors.joining(
                        "",
                        "%nWithout a command the server starts. The commands:%n%n".formatted(),
                        "%nWith --dry-run a command only shows what it would do. Settings can follow: --name=value%n"
                                .formatted()));
    }
}
