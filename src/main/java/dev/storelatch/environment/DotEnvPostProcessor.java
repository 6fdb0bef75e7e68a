package dev.storelatch.environment;

import dev.storelatch.core.StartupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Adds the variables in the file {@code .env} of the working directory, over which environment variables take precedence. */
final class DotEnvPostProcessor implements EnvironmentPostProcessor, Ordered {

    /** By this suffix, Spring Boot maps names such as {@code SPRING_DATASOURCE_URL} as it does those of the environment. */
    private static final String NAME = "dotenv-" + StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;

    private final Path file;

    DotEnvPostProcessor() {
        this(Path.of(".env"));
    }

    DotEnvPostProcessor(Path file) {
        this.file = file;
    }

    /** Runs before application.yml is read, so that the file can also set a profile. */
    @Override
    public int getOrder() {
        return ConfigDataEnvironmentPostProcessor.ORDER - 1;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        Map<String, Object> values = Map.copyOf(DotEnv.parse(text()));
        environment
                .getPropertySources()
                .addAfter(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(NAME, values));
    }

    private String text() {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            throw new StartupException(
                    "The file .env cannot be read.",
                    "Give this user permission to read it, and save it as text in UTF-8.");
        }
    }
}
