package dev.storelatch.environment;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.StringUtils;

/**
 * Sets Spring's data source properties from {@code DATABASE_URL} and {@code DATABASE_SCHEMA}, unless {@code
 * spring.datasource.url} is set.
 */
final class DatabaseUrlPostProcessor implements EnvironmentPostProcessor, Ordered {

    /** Runs after application.yml has been read, which may set {@code spring.datasource.url}. */
    @Override
    public int getOrder() {
        return ConfigDataEnvironmentPostProcessor.ORDER + 2;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        String text = environment.getProperty("DATABASE_URL");
        if (!StringUtils.hasText(text) || StringUtils.hasText(environment.getProperty("spring.datasource.url"))) {
            return;
        }
        DatabaseUrl url = DatabaseUrl.parse(text, environment.getProperty("DATABASE_SCHEMA"));
        Map<String, Object> properties = new HashMap<>();
        put(properties, "spring.datasource.url", url.jdbcUrl());
        put(properties, "spring.datasource.username", url.username());
        put(properties, "spring.datasource.password", url.password());
        environment.getPropertySources().addLast(new MapPropertySource("databaseUrl", properties));
    }

    /** Adds an escaped value, since Spring would replace {@code ${…}} in a password by another setting. */
    private static void put(Map<String, Object> properties, String name, @Nullable String value) {
        if (value != null) {
            properties.put(name, value.replace("${", "\\${"));
        }
    }
}
