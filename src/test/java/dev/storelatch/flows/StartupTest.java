package dev.storelatch.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.storelatch.Storelatch;
import dev.storelatch.core.StartupException;
import dev.storelatch.support.TestPostgres;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Settings with which the server refuses to start, and the messages. */
@ExtendWith(OutputCaptureExtension.class)
class StartupTest {

    private static final String GOOD = "kT7mQ2vX9zB4nR6wL1pY8sD3fG5hJ0cA";

    @ParameterizedTest
    @CsvSource({
        "storelatch.token.secrets=supersecret, 'storelatch.token.secrets[0] is shorter than 32 bytes.'",
        "storelatch.token.secrets=, 'storelatch.token.secrets has no secret.'",
        "storelatch.token.keys=/nowhere/key.pem, 'The key file /nowhere/key.pem cannot be read.'",
        "storelatch.session.secrets=supersecret, 'storelatch.session.secrets[0] is shorter than 32 bytes.'",
        "storelatch.session.cookie.secure=false, 'Browsers drop a cookie with SameSite=None or Partitioned that is not Secure.'",
        "spring.mail.host=127.0.0.1, 'storelatch.mail.from is not an address.'",
        "storelatch.webhook.url=https://shop.example.com/events, 'storelatch.webhook.secrets has no secret.'",
        "storelatch.cors.store=nonsense, 'storelatch.cors.store (STORE_CORS) has an entry that is not an origin: nonsense'",
        "storelatch.cors.admin=/shop.com/, 'storelatch.cors.admin (ADMIN_CORS) has a regular expression that allows other origins than it seems to: /shop.com/'",
        "storelatch.cors.store=http://shop.example.com, 'STORE_CORS has entries with http: http://shop.example.com.'"
    })
    void unsafeSettingIsRefused(String setting, String description) {
        assertThat(refusal(TestPostgres.newDatabase(), setting))
                .isInstanceOf(StartupException.class)
                .hasMessage(description);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "storelatch.token.secrets=supersecret",
                "storelatch.edge.upstream.secret=supersecret",
                "storelatch.session.secrets=supersecret",
                "storelatch.webhook.url=https://shop.example.com/events"
            })
    void aRefusedSecretLeavesTheDatabaseUnchanged(String setting) {
        String database = TestPostgres.newDatabase();

        assertThat(refusal(database, setting)).isInstanceOf(StartupException.class);

        assertThat(JdbcClient.create(new DriverManagerDataSource(database, "postgres", ""))
                        .sql("""
                                select nspname from pg_namespace where nspname = 'storelatch'
                                union all
                                select relname from pg_class where relnamespace = 'public'::regnamespace
                                """)
                        .query(String.class)
                        .list())
                .isEmpty();
    }

    @Test
    void aRefusalIsReportedOnceAndWithoutAStackTrace(CapturedOutput output) {
        refusal(TestPostgres.newDatabase(), "storelatch.token.secrets=supersecret");

        assertThat(output.getAll().lines())
                .noneMatch(line -> line.matches("\\s+(at )?\\S+\\(.*\\)"))
                .filteredOn(line -> line.contains("is shorter than 32 bytes"))
                .hasSize(1);
    }

    private static Throwable refusal(String database, String setting) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "storelatch.local.enabled",
                "false",
                "spring.datasource.url",
                database,
                "spring.datasource.username",
                "postgres",
                "server.port",
                "0",
                "storelatch.token.secrets",
                GOOD,
                "storelatch.session.secrets",
                GOOD));
        settings.put(setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
        String[] arguments = settings.entrySet().stream()
                .map(argument -> "--" + argument.getKey() + "=" + argument.getValue())
                .toArray(String[]::new);
        return NestedExceptionUtils.getMostSpecificCause(
                catchThrowable(() -> new SpringApplicationBuilder(Storelatch.class)
                        .logStartupInfo(false)
                        .run(arguments)
                        .close()));
    }
}
