package dev.storelatch.support;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Programs that some tests need besides a JDK and Maven. */
public final class Machine {

    private static final Logger LOG = LoggerFactory.getLogger(Machine.class);

    private Machine() {}

    /**
     * Returns the first of these programs that is on the {@code PATH}. The calling test is skipped if there is none.
     *
     * @param what the missing thing's name, and how to get it
     */
    public static Path program(String what, String... names) {
        String path = System.getenv().getOrDefault("PATH", "");
        Optional<Path> program = Stream.of(names)
                .flatMap(name -> Stream.of(path.split(File.pathSeparator, -1)).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
        if (program.isEmpty()) {
            lacks(what);
        }
        return program.orElseThrow();
    }

    /**
     * Skips the calling test and says why, on the console too, where Maven would only count it. With the system
     * property {@code storelatch.browser=required}, as in continuous integration, the test fails instead.
     */
    public static void lacks(String what) {
        String message = "this machine has no " + what;
        if ("required".equals(System.getProperty("storelatch.browser"))) {
            throw new AssertionError(message);
        }
        LOG.warn("Test skipped: {}", message);
        Assumptions.abort("skipped: " + message);
    }
}
