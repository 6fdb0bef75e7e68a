package dev.storelatch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The command in a process of its own, without the beans of the tests. Its database cannot be reached. */
class CheckCommandTest {

    private static final List<String> GOOD = List.of(
            "--spring.datasource.url=jdbc:postgresql://127.0.0.1:1/shop",
            "--storelatch.token.secrets=kT7mQ2vX9zB4nR6wL1pY8sD3fG5hJ0cA",
            "--storelatch.session.secrets=zB4nR6wL1pY8sD3fG5hJ0cAkT7mQ2vX9",
            "--storelatch.cors.store=https://www.shop.com",
            "--storelatch.cors.admin=https://admin.shop.com");

    private record Result(int code, String out) {}

    @Test
    void goodSettingsAreAcceptedWithTheirWarnings() throws Exception {
        Result result = check("--storelatch.thottle.attempts=5", "--storelatch.cors.store=http://localhost:8000");

        assertThat(result.out())
                .contains(
                        "WARNING  There is no setting storelatch.thottle.attempts; it has no effect."
                                + " The nearest one is storelatch.throttle.attempts.",
                        "WARNING  STORE_CORS is http://localhost:8000.",
                        "The server can start with these settings (errors: 0, warnings: 2).")
                .doesNotContain("cannot be reached");
        assertThat(result.code()).isZero();
    }

    @Test
    void allErrorsAreReportedTogether() throws Exception {
        Result result = check(
                "--spring.datasource.url=none",
                "--storelatch.token.secrets=hunter2",
                "--storelatch.session.idle-timeout=never",
                "--storelatch.cors.store=nonsense",
                "--storelatch.throttle.attempts=0");

        assertThat(result.out())
                .contains(
                        "ERROR    No database is configured. Set DATABASE_URL",
                        "ERROR    storelatch.token.secrets[0] is shorter than 32 bytes. Make one with",
                        "Failed to bind properties under 'storelatch.session.idle-timeout'",
                        "storelatch.throttle.attempts",
                        "ERROR    storelatch.cors.store (STORE_CORS) has an entry that is not an origin: nonsense",
                        "The server would not start (errors: 5, warnings: 0).")
                .doesNotContain("hunter2");
        assertThat(result.code()).isEqualTo(1);
    }

    @Test
    void filesAreRead() throws Exception {
        Result result = check(
                "--storelatch.mail.templates=/nowhere",
                "--storelatch.mail.from=shop@example.com",
                "--spring.mail.host=127.0.0.1");

        assertThat(result.out()).contains("The directory /nowhere cannot be found.", "(errors: 1, warnings: 0)");
        assertThat(result.code()).isEqualTo(1);
    }

    private static Result check(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                        .filter(entry -> !entry.endsWith("test-classes"))
                        .collect(Collectors.joining(File.pathSeparator)),
                Storelatch.class.getName(),
                "check"));
        command.addAll(GOOD.stream()
                .filter(good -> Stream.of(arguments)
                        .noneMatch(argument -> good.startsWith(argument.substring(0, argument.indexOf('=') + 1))))
                .toList());
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return new Result(process.exitValue(), out);
    }
}
