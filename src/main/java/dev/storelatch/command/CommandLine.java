package dev.storelatch.command;

import dev.storelatch.core.StartupException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Runs the command that the executable jar's arguments name. */
public final class CommandLine {

    private static final int SUCCESS = 0;
    private static final int FAILURE = 1;
    private static final int USAGE_ERROR = 2;

    private final List<Command> commands = commands();
    private final List<String> words;
    private final Arguments arguments;

    public CommandLine(String... arguments) {
        this.words = List.of(arguments);
        this.arguments = Arguments.parse(arguments);
    }

    /**
     * Configures the database only: commands need neither secrets nor a web server. It is not annotated as a configuration,
     * which the component scan of the server would find, so that its requests would pass by the pooler, too.
     */
    @ImportAutoConfiguration(DataSourceAutoConfiguration.class)
    static class DatabaseConfiguration {

        /** Connects past a pooler, as migrations do: a command may take long, and change the state of its connection. */
        @Bean
        @ConditionalOnProperty("spring.flyway.url")
        JdbcConnectionDetails direct(Environment settings) {
            return new DirectConnectionDetails(settings);
        }
    }

    /** Configures nothing: the command reads settings only. */
    private static final class NoConfiguration {}

    /** Returns whether the arguments name a command, so that the server must not start. */
    public boolean hasCommand() {
        return arguments.help() || !arguments.names().isEmpty();
    }

    /**
     * Runs the command.
     *
     * @return the exit code: 0 for success, 1 if the command failed or found a problem, 2 for an unknown command or a wrong
     *     argument
     */
    public int run(PrintStream out, PrintStream err) {
        if (arguments.help()) {
            out.print(help());
            return SUCCESS;
        }
        String name = arguments.names().get(0);
        Optional<Command> known =
                commands.stream().filter(command -> command.name().equals(name)).findFirst();
        if (known.isEmpty()) {
            return usageError("Unknown command: " + name, err);
        }
        Arguments parsed = Arguments.parse(words, known.get());
        Optional<String> unknown = parsed.unknown(known.get());
        if (unknown.isPresent()) {
            return usageError("Unknown argument: " + unknown.get(), err);
        }
        ConfigurableApplicationContext context;
        try {
            context = start(known.get(), parsed);
        } catch (RuntimeException logged) {
            // Spring Boot has printed the reason.
            return FAILURE;
        }
        return run(known.get(), parsed, context, out, err);
    }

    private int usageError(String message, PrintStream err) {
        err.println(message);
        err.print(help());
        return USAGE_ERROR;
    }

    private static int run(
            Command command,
            Arguments arguments,
            ConfigurableApplicationContext context,
            PrintStream out,
            PrintStream err) {
        try (context) {
            if (command instanceof DiagnosticCommand diagnostic) {
                boolean fine = diagnostic.run(context.getEnvironment(), arguments.values(command), out::println);
                return fine ? SUCCESS : FAILURE;
            }
            JdbcClient jdbc = JdbcClient.create(context.getBean(DataSource.class));
            ((MaintenanceCommand) command).run(context.getEnvironment(), jdbc, arguments.dryRun(), out::println);
            return SUCCESS;
        } catch (UsageException wrong) {
            err.println(wrong.getMessage());
            return USAGE_ERROR;
        } catch (StartupException refused) {
            err.println(refused.getMessage());
            err.println(refused.action());
        } catch (DataAccessException failed) {
            err.println("Database error: " + failed.getMostSpecificCause().getMessage());
        }
        return FAILURE;
    }

    private static ConfigurableApplicationContext start(Command command, Arguments arguments) {
        boolean needsDatabase = command instanceof MaintenanceCommand;
        return new SpringApplicationBuilder(needsDatabase ? DatabaseConfiguration.class : NoConfiguration.class)
                .web(WebApplicationType.NONE)
                .logStartupInfo(false)
                // Without a URL, the executable jar refuses to start.
                .properties(needsDatabase ? "spring.datasource.hikari.minimum-idle=1" : "spring.datasource.url=none")
                .properties("storelatch.local.enabled=false")
                .run(arguments.settings(command));
    }

    private static List<Command> commands() {
        SpringFactoriesLoader factories = SpringFactoriesLoader.forDefaultResourceLocation();
        return Stream.<Command>concat(
                        factories.load(MaintenanceCommand.class).stream(),
                        factories.load(DiagnosticCommand.class).stream())
                .toList();
    }

    private String help() {
        return commands.stream()
                .map(command ->
                        "  %-22s %s%n".formatted((command.name() + " " + command.operand()).strip(), command.summary()))
                .collect(Collectors.joining(
                        "",
                        "%nWithout a command the server starts. The commands:%n%n".formatted(),
                        "%nWith --dry-run a command only shows what it would do. Settings can follow: --name=value%n"
                                .formatted()));
    }
}
