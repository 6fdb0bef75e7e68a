package dev.storelatch.environment;

import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Makes an empty setting the same as none, wherever it comes from. Deployments often pass on variables that are not set, such
 * as {@code STORELATCH_WEBHOOK_URL: ${WEBHOOK_URL:-}} in a Compose file, and Spring takes an empty text for a value.
 */
final class EmptySettingsPostProcessor implements EnvironmentPostProcessor, Ordered {

    /** Runs after application.yml has been read, and before the variables of the database are. */
    @Override
    public int getOrder() {
        return ConfigDataEnvironmentPostProcessor.ORDER + 1;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> settings && hasEmpty(settings)) {
                environment.getPropertySources().replace(source.getName(), withoutEmpty(settings));
            }
        }
    }

    private static boolean hasEmpty(EnumerablePropertySource<?> settings) {
        for (String name : settings.getPropertyNames()) {
            if (NonEmptyPropertySource.isEmpty(settings.getProperty(name))) {
                return true;
            }
        }
        return false;
    }

    /** Spring Boot maps names such as {@code SPRING_DATASOURCE_URL} for this type of source only. */
    private static PropertySource<?> withoutEmpty(EnumerablePropertySource<?> settings) {
        return settings instanceof SystemEnvironmentPropertySource variables
                ? new SystemEnvironmentPropertySource(variables.getName(), withoutEmpty(variables.getSource()))
                : new NonEmptyPropertySource(settings);
    }

    private static Map<String, Object> withoutEmpty(Map<String, Object> variables) {
        return variables.entrySet().stream()
                .filter(variable -> !NonEmptyPropertySource.isEmpty(variable.getValue()))
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, variable -> Objects.requireNonNull(variable.getValue())));
    }
}
