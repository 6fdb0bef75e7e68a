package dev.storelatch.support;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** What a test needs of the machine besides a JDK and Maven. */
public final class Machine {

    private Machine() {}

    /**
     * The first of these programs that is on the {@code PATH}; the calling test is skipped where none is.
     *
     * @param what the missing thing's name, and how to get it
     */
    public static Path program(String what, String... names) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.of(names)
                .flatMap(name -> Stream.of(path.split(File.pathSeparator, -1)).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseGet(() -> lacks(what));
    }

    /**
     * Skips the calling test and says why. With the system property {@code storelatch.browser=required}, as in
     * continuous integration, the test fails instead.
     */
    public static <T> T lacks(String what) {
        String message = "this machine has no " + what;
        if ("required".equals(System.getProperty("storelatch.browser"))) {
            throw new AssertionError(message);
        }
        return Assumptions.abort("skipped: " + message);
    }
}
