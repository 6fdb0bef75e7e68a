package dev.storelatch.command;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The arguments of the executable jar: {@code command [--dry-run] [--setting=value …]}.
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

    boolean dryRun() {
        return options.contains(DRY_RUN);
    }

    /**
     * Returns the first argument that has no meaning. A misspelt {@code --dry-run} must not lead to a real run.
     *
     * @param flags the names of the command's own options, which have no value
     */
    Optional<String> unknown(Collection<String> flags) {
        List<String> known = Stream.concat(Stream.of(DRY_RUN), flags.stream().map("--"::concat))
                .toList();
        Stream<String> unknownOptions = options.stream()
                .filter(option -> !known.contains(option))
                .filter(option -> !option.contains("=") || known.contains(option.substring(0, option.indexOf('='))));
        return Stream.concat(names.stream().skip(1), unknownOptions).findFirst();
    }

    /** Returns the options but {@code --dry-run} as settings; one without a value is set to true. */
    String[] settings() {
        return options.stream()
                .filter(option -> !option.equals(DRY_RUN))
                .map(option -> option.contains("=") ? option : option + "=true")
                .toArray(String[]::new);
    }
}
