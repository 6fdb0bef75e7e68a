package dev.storelatch.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.storelatch.core.StartupException;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.bootstrap.DefaultBootstrapContext;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.DefaultResourceLoader;

class LocalRunPostProcessorTest {

    @TempDir
    Path temp;

    private final DefaultBootstrapContext bootstrap = new DefaultBootstrapContext();

    @Test
    void aLocalRunHasSettingsOfItsOwn() throws IOException {
        StandardEnvironment environment = environment(Map.of());
        try (LocalDirectory folder = folder()) {
            assertThat(environment.getProperty("storelatch.token.secrets")).isEqualTo(folder.secret("jwt-secret"));
            assertThat(environment.getProperty("storelatch.session.secrets")).isEqualTo(folder.secret("cookie-secret"));
            assertThat(environment.getProperty("server.address")).isEqualTo("127.0.0.1");
            assertThat(environment.getProperty("storelatch.session.cookie.secure"))
                    .isEqualTo("false");
            assertThat(environment.getProperty("storelatch.session.cookie.same-site"))
                    .isEqualTo("Lax");
            assertThat(environment.getProperty("storelatch.api-docs.enabled")).isEqualTo("true");
        }
    }

    @Test
    void settingsOfTheUserTakePrecedence() throws IOException {
        StandardEnvironment environment = environment(
                Map.of("JWT_SECRET", "mine", "storelatch.session.secrets", "mine too", "server.address", "0.0.0.0"));
        try (LocalDirectory folder = folder()) {
            assertThat(folder).isNotNull();
            assertThat(environment.getProperty("storelatch.token.secrets")).isEqualTo("mine");
            assertThat(environment.getProperty("storelatch.session.secrets")).isEqualTo("mine too");
            assertThat(environment.getProperty("server.address")).isEqualTo("0.0.0.0");
        }
    }

    @Test
    void withADatabaseThereIsNoLocalRun() {
        StandardEnvironment environment = environment(Map.of("spring.datasource.url", "jdbc:postgresql://db/shop"));

        assertThat(bootstrap.isRegistered(LocalDirectory.class)).isFalse();
        assertThat(temp).isEmptyDirectory();
        assertThat(environment.getProperty("storelatch.token.secrets")).isEmpty();
        assertThat(environment.getProperty("server.address")).isNull();
        assertThat(environment.getProperty("storelatch.api-docs.enabled")).isNull();
    }

    @Test
    void theLocalRunCanBeDisabled() {
        environment(Map.of("storelatch.local.enabled", "false"));

        assertThat(bootstrap.isRegistered(LocalDirectory.class)).isFalse();
    }

    @Test
    void theExecutableJarRequiresADatabase() throws IOException {
        try (URLClassLoader jar = new URLClassLoader(new URL[0], ClassLoader.getPlatformClassLoader())) {
            SpringApplication application = new SpringApplication(new DefaultResourceLoader(jar));

            assertThatThrownBy(() -> new LocalRunPostProcessor(bootstrap)
                            .postProcessEnvironment(new StandardEnvironment(), application))
                    .isInstanceOf(StartupException.class)
                    .hasMessage("No database is configured.")
                    .extracting(refused -> ((StartupException) refused).action())
                    .asString()
                    .contains("DATABASE_URL");
        }
    }

    private LocalDirectory folder() {
        return Objects.requireNonNull(bootstrap.get(LocalDirectory.class));
    }

    private StandardEnvironment environment(Map<String, Object> settings) {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource("folder", Map.of("storelatch.local.directory", temp.toString())));
        environment.getPropertySources().addFirst(new MapPropertySource("user", settings));
        ConfigDataEnvironmentPostProcessor.applyTo(environment);
        new LocalRunPostProcessor(bootstrap).postProcessEnvironment(environment, new SpringApplication());
        return environment;
    }
}
