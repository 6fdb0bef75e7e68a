package dev.storelatch.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.storelatch.core.StartupException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Medusa's variables in the server's environment: process environment, {@code .env} and application.yml. */
class MedusaVariablesTest {

    @TempDir
    Path directory;

    @Test
    void withoutVariablesMedusasDefaultsApply() {
        StandardEnvironment environment = environment(Map.of());

        assertThat(environment.getProperty("server.port")).isEqualTo("9000");
        assertThat(list(environment, "storelatch.cors.store")).containsExactly("http://localhost:8000");
        assertThat(list(environment, "storelatch.cors.admin"))
                .containsExactly("http://localhost:7000", "http://localhost:7001");
        assertThat(list(environment, "storelatch.token.secrets")).isEmpty();
        assertThat(environment.getProperty("spring.datasource.url")).isNull();
    }

    @Test
    void variablesInTheFileAreRead() throws IOException {
        dotEnv("""
                export PORT=9100
                JWT_SECRET="new,old"
                COOKIE_SECRET='cookie'
                STORE_CORS=https://a.example.com,https://b.example.com
                ADMIN_CORS=https://admin.example.com # ours
                DATABASE_URL=postgres://u:p@db/shop
                DATABASE_SCHEMA=medusa
                """);

        StandardEnvironment environment = environment(Map.of());

        assertThat(environment.getProperty("server.port")).isEqualTo("9100");
        assertThat(list(environment, "storelatch.token.secrets")).containsExactly("new", "old");
        assertThat(list(environment, "storelatch.session.secrets")).containsExactly("cookie");
        assertThat(list(environment, "storelatch.cors.store"))
                .containsExactly("https://a.example.com", "https://b.example.com");
        assertThat(list(environment, "storelatch.cors.admin")).containsExactly("https://admin.example.com");
        assertThat(bound(environment, "spring.datasource.url"))
                .isEqualTo("jdbc:postgresql://db/shop?currentSchema=medusa");
        assertThat(bound(environment, "spring.datasource.username")).isEqualTo("u");
        assertThat(bound(environment, "spring.datasource.password")).isEqualTo("p");
    }

    @Test
    void environmentVariablesTakePrecedenceOverTheFile() throws IOException {
        dotEnv("PORT=1\nJWT_SECRET=file\nDATABASE_URL=postgres://file/file\nCOOKIE_SECRET=file");

        StandardEnvironment environment =
                environment(Map.of("PORT", "2", "JWT_SECRET", "a, b", "DATABASE_URL", "postgres://env/env"));

        assertThat(environment.getProperty("server.port")).isEqualTo("2");
        assertThat(list(environment, "storelatch.token.secrets")).containsExactly("a", "b");
        assertThat(list(environment, "storelatch.session.secrets")).containsExactly("file");
        assertThat(bound(environment, "spring.datasource.url")).isEqualTo("jdbc:postgresql://env/env");
    }

    @Test
    void aSecretWithACommaIsSetByItsIndex() throws IOException {
        assertThat(list(
                        environment(Map.of("STORELATCH_TOKEN_SECRETS_0", "with,comma", "JWT_SECRET", "a,b")),
                        "storelatch.token.secrets"))
                .containsExactly("with,comma");

        dotEnv("STORELATCH_SESSION_SECRETS_0=\"with,comma\"");
        assertThat(list(environment(Map.of()), "storelatch.session.secrets")).containsExactly("with,comma");
    }

    @Test
    void springsUrlTakesPrecedenceOverDatabaseUrl() throws IOException {
        String jdbc = "jdbc:postgresql://spring/spring";
        assertThat(bound(
                        environment(Map.of("SPRING_DATASOURCE_URL", jdbc, "DATABASE_URL", "postgres://u:p@db/shop")),
                        "spring.datasource.url"))
                .isEqualTo(jdbc);

        dotEnv("SPRING_DATASOURCE_URL=" + jdbc + "\nDATABASE_URL=nonsense");
        StandardEnvironment environment = environment(Map.of());
        assertThat(bound(environment, "spring.datasource.url")).isEqualTo(jdbc);
        assertThat(bound(environment, "spring.datasource.username")).isNull();
    }

    @Test
    void migrationsCanHaveAnAddressOfTheirOwn() {
        String direct = "postgres://m:%24%7BPORT%7D@postgres:5433/shop";

        StandardEnvironment environment = environment(Map.of(
                "DATABASE_URL", "postgres://u:p@pgbouncer/shop?prepareThreshold=0", "DATABASE_DIRECT_URL", direct));

        assertThat(bound(environment, "spring.datasource.url"))
                .isEqualTo("jdbc:postgresql://pgbouncer/shop?prepareThreshold=0");
        assertThat(bound(environment, "spring.flyway.url")).isEqualTo("jdbc:postgresql://postgres:5433/shop");
        assertThat(bound(environment, "spring.flyway.user")).isEqualTo("m");
        assertThat(bound(environment, "spring.flyway.password")).isEqualTo("${PORT}");
        assertThat(bound(
                        environment(Map.of(
                                "DATABASE_URL", "postgres://db/shop",
                                "DATABASE_DIRECT_URL", direct,
                                "SPRING_FLYWAY_URL", "jdbc:postgresql://spring/shop")),
                        "spring.flyway.url"))
                .isEqualTo("jdbc:postgresql://spring/shop");
    }

    /** Migrations of the local run, or of another database, would change the wrong one. */
    @Test
    void theAddressForMigrationsAloneHasNoEffect() {
        assertThat(bound(environment(Map.of("DATABASE_DIRECT_URL", "postgres://db/shop")), "spring.flyway.url"))
                .isNull();
    }

    @Test
    void aMalformedAddressForMigrationsIsRejected() {
        assertThatThrownBy(() -> environment(
                        Map.of("DATABASE_URL", "postgres://db/shop", "DATABASE_DIRECT_URL", "mysql://u:hush@db")))
                .isInstanceOf(StartupException.class)
                .hasMessage("DATABASE_DIRECT_URL is malformed.");
    }

    @Test
    void aPasswordThatLooksLikeAPlaceholderIsNotResolved() {
        StandardEnvironment environment =
                environment(Map.of("DATABASE_URL", "postgres://u:%24%7BPORT%7D%5C%24%7Ba:b%7D@db/shop", "PORT", "1"));

        assertThat(bound(environment, "spring.datasource.password")).isEqualTo("${PORT}\\${a:b}");
        assertThat(environment.getProperty("spring.datasource.password")).isEqualTo("${PORT}\\${a:b}");
    }

    @Test
    void aFileThatIsNotUtf8IsRejected() throws IOException {
        Files.write(directory.resolve(".env"), "A=\u00e4".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> environment(Map.of()))
                .isInstanceOf(StartupException.class)
                .hasMessage("The file .env cannot be read.");
    }

    private void dotEnv(String text) throws IOException {
        Files.writeString(directory.resolve(".env"), text);
    }

    private StandardEnvironment environment(Map<String, Object> variables) {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, new HashMap<>(variables)));
        SpringApplication application = new SpringApplication();
        new DotEnvPostProcessor(directory.resolve(".env")).postProcessEnvironment(environment, application);
        ConfigDataEnvironmentPostProcessor.applyTo(environment);
        new DatabaseUrlPostProcessor().postProcessEnvironment(environment, application);
        return environment;
    }

    private static List<String> list(StandardEnvironment environment, String name) {
        return Binder.get(environment).bind(name, Bindable.listOf(String.class)).orElse(List.of());
    }

    private static @Nullable String bound(StandardEnvironment environment, String name) {
        return Binder.get(environment).bind(name, String.class).orElse(null);
    }
}
