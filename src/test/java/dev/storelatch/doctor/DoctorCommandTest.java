package dev.storelatch.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.command.CommandLine;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command as the executable jar runs it: without a database and without secrets. */
class DoctorCommandTest {

    private record Result(int code, String out, String err) {}

    @Test
    void theExitCodeIs0IfLogInWillWork() {
        Result result =
                run("doctor --shop https://www.shop.com/ --api=https://api.shop.com --admin https://admin.shop.com"
                        + " --storelatch.cors.store=https://www.shop.com --storelatch.cors.admin=https://admin.shop.com"
                        + " --storelatch.session.cookie.same-site=lax");

        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .contains(
                        "Server       https://api.shop.com (site https://shop.com)",
                        "Cookie       connect.sid; Secure; SameSite=Lax, by the settings",
                        "Log-in will work (errors: 0, warnings: 0).");
        assertThat(result.code()).isZero();
    }

    @Test
    void theExitCodeIs1IfABrowserDoesNotKeepTheLogIn() {
        Result result = run("doctor --shop https://www.shop.com --api https://api.backend.com"
                + " --storelatch.cors.store=https://www.shop.com");

        assertThat(result.out())
                .contains(
                        "ERROR    https://www.shop.com and https://api.backend.com are different sites",
                        "[third-party-cookie]",
                        "→ Give Storelatch a name under shop.com, such as https://api.shop.com",
                        "Log-in will NOT work in all of today's browsers (errors: 1, warnings: 0).");
        assertThat(result.code()).isEqualTo(1);
    }

    @Test
    void severalPagesCanBeNamed() {
        Result result = run("doctor --shop https://a.shop.com,https://b.shop.com --shop https://c.shop.com"
                + " --api https://api.shop.com --storelatch.cors.store=https://a.shop.com");

        assertThat(result.out())
                .contains(
                        "STORE_CORS has no entry for https://b.shop.com",
                        "STORE_CORS has no entry for https://c.shop.com")
                .doesNotContain("no entry for https://a.shop.com");
    }

    @Test
    void thePublicUrlIsTheDefaultOfTheServer() {
        assertThat(run("doctor --shop https://www.shop.com --storelatch.public-url=https://api.shop.com")
                        .out())
                .startsWith("Server       https://api.shop.com ");
    }

    /** A server with such a setting would not start, and says the same. */
    @Test
    void aRefusedSettingIsReported() {
        Result result = run("doctor --shop https://www.shop.com --api https://api.shop.com --storelatch.cors.store=*");
        assertThat(result.err()).startsWith("storelatch.cors.store (STORE_CORS) has an entry that is not an origin: *");
        assertThat(result.code()).isEqualTo(1);

        Result misspelt = run("doctor --shop https://www.shop.com --api https://api.shop.com"
                + " --storelatch.session.cookie.same-site=laxx");
        assertThat(misspelt.err()).startsWith("storelatch.session.cookie.same-site has a value that is not possible.");
        assertThat(misspelt.code()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "doctor, Name the server and 1 to 20 pages that log in: ",
        "doctor --api https://api.shop.com, Name the server and 1 to 20 pages",
        "doctor --shop https://www.shop.com, Name the server and 1 to 20 pages",
        "doctor --shop, Unknown argument: --shop",
        "doctor --shops https://www.shop.com, Unknown argument: https://www.shop.com",
        "doctor --probe=false --shop https://www.shop.com, Unknown argument: --probe=false",
        "doctor --shop www.shop.com --api https://api.shop.com, --shop www.shop.com: it must begin with https://",
        "doctor --shop https://*.shop.com --api https://api.shop.com, --shop https://*.shop.com: its host or port is malformed",
        "doctor --shop https://www.shop.com --api https://shop.com/api, '--api https://shop.com/api: leave out the path'",
        "doctor --shop https://www.shop.com --api https://me:geheim@shop.com, --api https://…@shop.com: it must not contain",
        "doctor --shop https://www.shop.com --api https://shop.com --email a@b.de, '--email logs in to the running server'"
    })
    void theExitCodeIs2IfAnOptionIsWrong(String arguments, String message) {
        Result result = run(arguments);

        assertThat(result.err()).startsWith(message).doesNotContain("geheim");
        assertThat(result.code()).isEqualTo(2);
    }

    private static Result run(String arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = new CommandLine(arguments.split(" ", -1))
                .run(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
        return new Result(code, out.toString(UTF_8), err.toString(UTF_8));
    }
}
