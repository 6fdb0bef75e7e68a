package dev.storelatch.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.support.TestPostgres;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

@ExtendWith(OutputCaptureExtension.class)
class CommandLineTest {

    private record Result(int code, String out, String err) {}

    @ParameterizedTest
    @CsvSource({
        "'', false",
        "--server.port=9001, false",
        "wrap-password-hashes, true",
        "--server.port=9001 wrap-password-hashes, true",
        "nonsense, true",
        "help, true",
        "--help, true",
        "-h, true"
    })
    void argumentsWithoutACommandStartTheServer(String arguments, boolean command) {
        assertThat(new CommandLine(arguments.isEmpty() ? new String[0] : arguments.split(" ", -1)).hasCommand())
                .isEqualTo(command);
    }

    @ParameterizedTest
    @ValueSource(strings = {"help", "--help", "-h"})
    void theHelpListsEveryCommandAndNeedsNoDatabase(String argument) {
        Result result = run(argument);

        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("lower-case-emails ", "wrap-password-hashes ", "--dry-run");
        assertThat(result.err()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "wrap-passwords, Unknown command: wrap-passwords",
        "wrap-password-hashes --dryrun, Unknown argument: --dryrun",
        "wrap-password-hashes --dry-run=true, Unknown argument: --dry-run=true",
        "wrap-password-hashes --customers, Unknown argument: --customers",
        "wrap-password-hashes --customers-only=false, Unknown argument: --customers-only=false",
        "lower-case-emails --customers-only, Unknown argument: --customers-only",
        "wrap-password-hashes lower-case-emails, Unknown argument: lower-case-emails"
    })
    void unknownCommandsAndArgumentsAreRejected(String arguments, String message) {
        Result result = run(arguments.split(" ", -1));

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith(message + System.lineSeparator()).contains("wrap-password-hashes ");
    }

    @Test
    void aCommandNeedsNoSecret() {
        String url = TestPostgres.newDatabase();
        JdbcClient.create(new DriverManagerDataSource(url, "postgres", ""))
                .sql("create table customer (id text, email text, has_account boolean, deleted_at timestamptz)")
                .update();

        Result result = run("lower-case-emails", "--spring.datasource.url=" + url);

        assertThat(result.err()).isEmpty();
        assertThat(result.out()).isEqualTo("0 addresses stored in lower case" + System.lineSeparator());
        assertThat(result.code()).isZero();
    }

    /** A command changes the state of its connection, and a pooler would give that to others. */
    @Test
    void aCommandConnectsAsMigrationsDo() {
        String url = TestPostgres.newDatabase();
        JdbcClient.create(new DriverManagerDataSource(url, "postgres", ""))
                .sql("create table customer (id text, email text, has_account boolean, deleted_at timestamptz)")
                .update();

        Result result = run(
                "lower-case-emails",
                "--spring.datasource.url=jdbc:postgresql://127.0.0.1:1/pooler",
                "--spring.flyway.url=" + url,
                "--spring.flyway.user=postgres");

        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
    }

    @Test
    void aCommandReceivesItsOwnOption() {
        String url = TestPostgres.newDatabase();
        JdbcClient.create(new DriverManagerDataSource(url, "postgres", ""))
                .sql("create table customer (id text, password_hash text)")
                .update();

        Result result = run("wrap-password-hashes", "--customers-only", "--dry-run", "--spring.datasource.url=" + url);

        assertThat(result.err()).isEmpty();
        assertThat(result.out()).startsWith("customer: 0 would be wrapped, ").hasLineCount(1);
        assertThat(result.code()).isZero();
    }

    @Test
    void aCommandWithoutADatabaseFails(CapturedOutput output) {
        assertThat(run("lower-case-emails").code()).isEqualTo(1);
        assertThat(output).contains("'url' attribute is not specified");
    }

    @Test
    void aDatabaseErrorIsReportedWithoutThePassword() {
        String url = TestPostgres.newDatabase() + "&password=geheim";

        Result result = run("lower-case-emails", "--spring.datasource.url=" + url);

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err())
                .startsWith("Database error: ERROR: relation \"customer\" does not exist")
                .doesNotContain("geheim");
    }

    @Test
    void aCommandThatASettingForbidsIsNotRun() {
        Result result = run(
                "wrap-password-hashes",
                "--storelatch.password.medusa-readable=true",
                "--spring.datasource.url=" + TestPostgres.newDatabase());

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).startsWith("storelatch.password.medusa-readable=true:");
    }

    private static Result run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        List<String> all = Stream.concat(
                        Stream.of(arguments),
                        Stream.of(arguments)
                                .filter(argument -> argument.startsWith("--spring.datasource"))
                                .map(url -> "--spring.datasource.username=postgres"))
                .toList();
        int code = new CommandLine(all.toArray(String[]::new))
                .run(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
        return new Result(code, out.toString(UTF_8), err.toString(UTF_8));
    }
}
