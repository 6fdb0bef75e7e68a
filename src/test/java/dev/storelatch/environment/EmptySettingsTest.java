package dev.storelatch.environment;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** An empty setting is no setting, wherever it is set: the default applies. */
class EmptySettingsTest {

    @TempDir
    Path directory;

    static Stream<String> allSettings() {
        Stream<String> ours = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.storelatch").stream()
                        .filter(type -> type.isAnnotatedWith(ConfigurationProperties.class))
                        .map(JavaClass::reflect)
                        .flatMap(type -> settings(
                                type.getAnnotation(ConfigurationProperties.class)
                                        .value(),
                                type));
        Stream<String> springs = Stream.of(
                "spring.datasource.url",
                "spring.datasource.username",
                "spring.datasource.hikari.maximum-pool-size",
                "spring.mail.host",
                "spring.mail.port",
                "server.port",
                "management.server.port",
                "server.tomcat.remoteip.internal-proxies");
        return Stream.concat(ours, springs);
    }

    private static Stream<String> settings(String prefix, Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .flatMap(component -> component.getType().isRecord()
                        ? settings(name(prefix, component), component.getType())
                        : Stream.of(name(prefix, component)));
    }

    private static String name(String prefix, RecordComponent component) {
        return prefix + "." + component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    @ParameterizedTest
    @MethodSource("allSettings")
    void anEmptyVariableIsNoSetting(String setting) {
        String variable = setting.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);

        assertThat(value(environment(Map.of(variable, "")), setting)).isEqualTo(value(environment(Map.of()), setting));
        assertThat(value(environment(Map.of(variable, "7")), setting)).isEqualTo("7");
    }

    @Test
    void allSettingsAreAmongThem() {
        assertThat(allSettings())
                .contains(
                        "storelatch.webhook.url", "storelatch.session.cookie.same-site", "storelatch.links.order-claim")
                .hasSizeGreaterThan(40);
    }

    @Test
    void allOfThemCanBeEmptyAtOnce() throws IOException {
        StandardEnvironment defaults = environment(Map.of());
        Files.writeString(
                directory.resolve(".env"),
                allSettings().map(name -> name + "=\n").collect(Collectors.joining()));

        StandardEnvironment environment = environment(Map.of());

        assertThat(allSettings())
                .allSatisfy(name -> assertThat(value(environment, name)).isEqualTo(value(defaults, name)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t"})
    void emptyMedusaVariablesAreNoSettings(String empty) {
        StandardEnvironment environment = environment(Map.of(
                "PORT", empty,
                "DATABASE_URL", empty,
                "DATABASE_DIRECT_URL", empty,
                "DATABASE_SCHEMA", empty,
                "STORE_CORS", empty,
                "ADMIN_CORS", empty,
                "JWT_SECRET", empty));

        assertThat(environment.getProperty("server.port")).isEqualTo("9000");
        assertThat(environment.getProperty("spring.datasource.url")).isNull();
        assertThat(environment.getProperty("storelatch.cors.store")).isEqualTo("http://localhost:8000");
        assertThat(value(environment, "storelatch.cors.admin")).startsWith("http://localhost:7000");
        assertThat(value(environment, "storelatch.token.secrets")).isNullOrEmpty();
    }

    @Test
    void anEmptyVariableDoesNotHideTheFile() throws IOException {
        Files.writeString(directory.resolve(".env"), "PORT=9100\nSTORE_CORS=''");

        StandardEnvironment environment = environment(Map.of("PORT", ""));

        assertThat(environment.getProperty("server.port")).isEqualTo("9100");
        assertThat(environment.getProperty("storelatch.cors.store")).isEqualTo("http://localhost:8000");
    }

    @Test
    void anEmptyArgumentOrPropertyIsNoSetting() {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new SimpleCommandLinePropertySource(
                        "--storelatch.webhook.url=", "--server.port=9200", "--storelatch.pool.max-waiting="));
        environment
                .getPropertySources()
                .addLast(new MapPropertySource(
                        "application.yml", Map.of("storelatch.webhook.url", "", "storelatch.pool.max-waiting", "5")));
        new EmptySettingsPostProcessor().postProcessEnvironment(environment, new SpringApplication());

        assertThat(environment.containsProperty("storelatch.webhook.url")).isFalse();
        assertThat(value(environment, "storelatch.webhook.url")).isNull();
        assertThat(value(environment, "server.port")).isEqualTo("9200");
        assertThat(value(environment, "storelatch.pool.max-waiting")).isEqualTo("5");
        assertThat(Binder.get(environment)
                        .bind("storelatch.webhook", Bindable.mapOf(String.class, String.class))
                        .isBound())
                .isFalse();
    }

    private StandardEnvironment environment(Map<String, Object> variables) {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        SpringApplication application = new SpringApplication();
        new DotEnvPostProcessor(directory.resolve(".env")).postProcessEnvironment(environment, application);
        ConfigDataEnvironmentPostProcessor.applyTo(environment);
        new EmptySettingsPostProcessor().postProcessEnvironment(environment, application);
        new DatabaseUrlPostProcessor().postProcessEnvironment(environment, application);
        return environment;
    }

    private static @Nullable String value(StandardEnvironment environment, String name) {
        return Binder.get(environment)
                .bind(ConfigurationPropertyName.of(name), Bindable.of(String.class))
                .orElse(null);
    }
}
