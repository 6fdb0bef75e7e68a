package dev.storelatch.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.storelatch.core.StartupException;
import dev.storelatch.support.Api;
import dev.storelatch.support.BreachService;
import dev.storelatch.support.ServerTest;
import dev.storelatch.support.SignedToken;
import dev.storelatch.support.TestPostgres;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.mock.env.MockEnvironment;

/** The command that adds the first administrator, beside a running server. */
@ServerTest
class CreateAdminCommandTest {

    private static final String PASSWORD = "correct horse battery";

    @Autowired
    Api api;

    @Autowired
    JdbcClient jdbc;

    @Test
    void passwordFromStandardInputLogsIn() {
        String email = Api.newEmail();

        List<String> output = create(email.toUpperCase(Locale.ROOT), PASSWORD + "\n");

        assertThat(output).singleElement().asString().matches("usr_[0-9A-Z]{26} added");
        api.json(Api.credentials(email, PASSWORD)).post("/admin/auth").then().statusCode(200);
        assertThat(role(email)).isEqualTo("admin");
    }

    @Test
    void printedLinkSetsThePasswordOnce() {
        String email = Api.newEmail();

        List<String> output = create(settings(email), "", false);

        String token = output.get(2).replaceFirst(".*\"token\":\"([^\"]+)\".*", "$1");
        assertThat(SignedToken.claims(token).path("email").asString()).isEqualTo(email);
        // The command has the database's time, the server one that other tests have advanced.
        jdbc.sql("update storelatch.link_token set expires_at = expires_at + interval '1000 days' where payload = ?")
                .param(email)
                .update();
        assertThat(reset(token)).isEqualTo(200);
        api.json(Api.credentials(email, PASSWORD)).post("/admin/auth").then().statusCode(200);
        assertThat(reset(token)).isEqualTo(401);
    }

    @Test
    void linkIsThatOfTheConfiguredPage() {
        MockEnvironment settings = settings(Api.newEmail())
                .withProperty("storelatch.links.admin-password-reset", "https://admin.example.com/reset#token={token}");

        assertThat(create(settings, "", false).get(2)).startsWith("https://admin.example.com/reset#token=ey");
    }

    @Test
    void addressOfAUserIsRefused() {
        String email = Api.newEmail();
        create(email, PASSWORD);

        assertThatThrownBy(() -> create(email, PASSWORD))
                .isInstanceOf(StartupException.class)
                .hasMessage("A user has this e-mail address already.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "password"})
    void passwordsThatTheServerRefusesAreRefused(String password) {
        String email = Api.newEmail();

        assertThatThrownBy(() -> create(email, password)).isInstanceOf(StartupException.class);
        assertThat(users(email)).isZero();
    }

    @Test
    void breachedPasswordsAreRefusedIfTheServerRefusesThem() {
        String email = Api.newEmail();
        try (BreachService service = new BreachService()) {
            MockEnvironment settings = settings(email)
                    .withProperty("password-stdin", "true")
                    .withProperty("storelatch.password.breach-check.enabled", "true")
                    .withProperty("storelatch.password.breach-check.timeout", "10s")
                    .withProperty("storelatch.password.breach-check.unavailable", "refuse")
                    .withProperty("storelatch.password.breach-check.url", service.url());

            service.know(PASSWORD);
            assertThatThrownBy(() -> create(settings, PASSWORD, false))
                    .isInstanceOf(StartupException.class)
                    .hasMessage("password has appeared in a data breach");
            service.respond(500, "");
            assertThatThrownBy(() -> create(settings, PASSWORD, false))
                    .isInstanceOf(StartupException.class)
                    .hasMessage("The password could not be checked for data breaches.");
            assertThat(users(email)).isZero();

            service.know();
            create(settings, PASSWORD, false);
        }
        assertThat(users(email)).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "owner", "owner@localhost"})
    void malformedAddressesAreRefused(String email) {
        assertThatThrownBy(() -> create(email, PASSWORD)).isInstanceOf(StartupException.class);
    }

    @Test
    void dryRunAddsNobody() {
        String email = Api.newEmail();

        assertThat(create(settings(email), "", true)).containsExactly("1 user would be added");

        assertThat(users(email)).isZero();
    }

    @Test
    void databaseWithoutTablesIsRefused() {
        JdbcClient empty = JdbcClient.create(new DriverManagerDataSource(TestPostgres.newDatabase(), "postgres", ""));

        assertThatThrownBy(() -> new CreateAdminCommand().run(settings("owner@example.com"), empty, false, line -> {}))
                .isInstanceOf(StartupException.class)
                .hasMessage("The database has no tables of Storelatch.");
    }

    private List<String> create(String email, String password) {
        return create(settings(email).withProperty("password-stdin", "true"), password, false);
    }

    private List<String> create(MockEnvironment settings, String input, boolean dryRun) {
        List<String> lines = new ArrayList<>();
        new CreateAdminCommand(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)))
                .run(settings, jdbc, dryRun, lines::add);
        return lines;
    }

    private static MockEnvironment settings(String email) {
        return new MockEnvironment()
                .withProperty("admin-email", email)
                .withProperty("storelatch.password.argon2.memory", "1MB");
    }

    private int reset(String token) {
        return api.json(Map.of("token", token, "password", PASSWORD))
                .post("/admin/users/reset-password")
                .statusCode();
    }

    private String role(String email) {
        return jdbc.sql("select role::text from \"user\" where email = ?")
                .param(email)
                .query(String.class)
                .single();
    }

    private int users(String email) {
        return jdbc.sql("select count(*) from \"user\" where email = ?")
                .param(email)
                .query(Integer.class)
                .single();
    }
}
