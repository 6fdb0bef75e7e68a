package dev.storelatch.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The arguments of the executable jar: {@code command [--dry-run] [--setting=value …]}, and the options that a command
 * declares.
 *
 * @param names the arguments that are no options; the first names the command
 * @param options the arguments that begin with two hyphens
 * @param help whether the help is requested
 */
record Arguments(List<String> names, List<String> options, boolean help) {

    private static final String DRY_RUN = "--dry-run";
    private static final List<String> HELP = List.of("help", "--help", "-h");

    static Arguments parse(String... arguments) {
        Map<Boolean, List<String>> parts =
                Stream.of(arguments).collect(Collectors.partitioningBy(argument -> argument.startsWith("--")));
        return new Arguments(
                parts.getOrDefault(false, List.of()),
                parts.getOrDefault(true, List.of()),
                Stream.of(arguments).anyMatch(HELP::contains));
    }

    /** Parses the arguments of a command, the value of whose options may be the next argument. */
    static Arguments parse(List<String> arguments, Command command) {
        List<String> joined = new ArrayList<>();
        for (String argument : arguments) {
            int last = joined.size() - 1;
            if (last >= 0 && !argument.startsWith("--") && isDeclared(joined.get(last), command.options())) {
                joined.set(last, joined.get(last) + "=" + argument);
            } else {
                joined.add(argument);
            }
        }
        return parse(joined.toArray(String[]::new));
    }

    boolean dryRun() {
        return options.contains(DRY_RUN);
    }

    /** Returns the first argument that has no meaning. A misspelt {@code --dry-run} must not lead to a real run. */
    Optional<String> unknown(Command command) {
        List<String> known = Stream.concat(
                        Stream.of(DRY_RUN), command.flags().stream().map("--"::concat))
                .toList();
        Stream<String> unknownOptions = options.stream()
                .filter(option -> !known.contains(option))
                .filter(option -> !option.contains("=") || known.contains(option.substring(0, option.indexOf('='))));
        return Stream.concat(names.stream().skip(command.operand().isEmpty() ? 1 : 2), unknownOptions)
                .findFirst();
    }

    /**
     * Returns the values of the command's options by their names, and true for each of its flags. Values of a repeated
     * option are joined by commas.
     */
    Map<String, String> values(Command command) {
        return options.stream()
                .filter(option -> isDeclared(name(option), command.options()) || isDeclared(option, command.flags()))
                .collect(Collectors.toMap(
                        option -> name(option).substring("--".length()),
                        option -> option.contains("=") ? option.substring(option.indexOf('=') + 1) : "true",
                        (first, second) -> first + "," + second));
    }

    /**
     * Returns the other options but {@code --dry-run} as settings, and the operand; an option without a value is set to true.
     */
    String[] settings(Command command) {
        Stream<String> settings = options.stream()
                .filter(option -> !option.equals(DRY_RUN) && !isDeclared(name(option), command.options()))
                .map(option -> option.contains("=") ? option : option + "=true");
        String operand = names.size() > 1 ? names.get(1) : "";
        return Stream.concat(settings, Stream.of("--%s=%s".formatted(Command.OPERAND, operand)))
                .toArray(String[]::new);
    }

    private static boolean isDeclared(String option, List<String> declared) {
        return option.startsWith("--") && declared.contains(option.substring("--".length()));
    }

    private static String name(String option) {
        return option.contains("=") ? option.substring(0, option.indexOf('=')) : option;
    }
}
