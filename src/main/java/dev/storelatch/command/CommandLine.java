package dev.storelatch.command;

import dev.storelatch.core.StartupException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The jar's arguments, {@code command [--dry-run] [--setting=value …]}, and the command that they name. */
public final class CommandLine {

    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int MISUSED = 2;
    private static final String DRY_RUN = "--dry-run";
    private static final List<String> HELP = List.of("help", "--help", "-h");

    private final List<MaintenanceCommand> commands =
            SpringFactoriesLoader.forDefaultResourceLocation().load(MaintenanceCommand.class);
    private final List<String> names;
    private final List<String> options;
    private final boolean help;

    public CommandLine(String... arguments) {
        Map<Boolean, List<String>> parts =
                Stream.of(arguments).collect(Collectors.partitioningBy(argument -> argument.startsWith("--")));
        names = parts.getOrDefault(false, List.of());
        options = parts.getOrDefault(true, List.of());
        help = Stream.of(arguments).anyMatch(HELP::contains);
    }

    /** Nothing of Spring's but the database: the commands need neither secrets nor a web server. */
    @ImportAutoConfiguration(DataSourceAutoConfiguration.class)
    private static final class Database {}

    /** Whether there is anything else to do than to start the server. */
    public boolean hasCommand() {
        return help || !names.isEmpty();
    }

    /** @return the exit code: 0 done, 1 failed or refused, 2 not understood, and then nothing was done */
    public int run(PrintStream out, PrintStream err) {
        if (help) {
            out.print(help());
            return DONE;
        }
        Optional<MaintenanceCommand> command = commands.stream()
                .filter(known -> known.name().equals(names.get(0)))
                .findFirst();
        Optional<String> stray = Stream.concat(names.stream().skip(1), options.stream())
                .filter(argument -> !isUnderstood(argument))
                .findFirst();
        if (command.isEmpty() || stray.isPresent()) {
            err.println(stray.map("The argument %s is not understood."::formatted)
                    .orElseGet(() -> "There is no command %s.".formatted(names.get(0))));
            err.print(help());
            return MISUSED;
        }
        ConfigurableApplicationContext context;
        try {
            context = start();
        } catch (RuntimeException reported) {
            // Spring Boot has said why.
            return FAILED;
        }
        try (context) {
            JdbcClient jdbc = JdbcClient.create(context.getBean(DataSource.class));
            command.get().run(context.getEnvironment(), jdbc, options.contains(DRY_RUN), out::println);
            return DONE;
        } catch (StartupException refused) {
            err.println(refused.getMessage());
            err.println(refused.action());
        } catch (DataAccessException failure) {
            err.println(
                    "The database refused: " + failure.getMostSpecificCause().getMessage());
        }
        return FAILED;
    }

    /** A misspelt {@code --dry-run} must not become a real run. */
    private static boolean isUnderstood(String option) {
        return option.equals(DRY_RUN)
                || (option.startsWith("--") && option.contains("=") && !option.startsWith(DRY_RUN + "="));
    }

    private ConfigurableApplicationContext start() {
        return new SpringApplicationBuilder(Database.class)
                .web(WebApplicationType.NONE)
                .logStartupInfo(false)
                .properties("storelatch.local.enabled=false", "spring.datasource.hikari.minimum-idle=1")
                .run(options.stream().filter(option -> !option.equals(DRY_RUN)).toArray(String[]::new));
    }

    private String help() {
        return commands.stream()
                .map(command -> "  %-22s %s%n".formatted(command.name(), command.summary()))
                .collect(Collectors.joining(
                        "",
                        "%nWithout a command the server starts. The commands:%n%n".formatted(),
                        "%nWith --dry-run a command only tells what it would do. Settings can follow: --name=value%n"
                                .formatted()));
    }
}
