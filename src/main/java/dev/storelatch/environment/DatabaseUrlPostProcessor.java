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
 * spring.datasource.url} is set, and those for migrations from {@code DATABASE_DIRECT_URL}.
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
        String schema = environment.getProperty("DATABASE_SCHEMA");
        Map<String, Object> properties = new HashMap<>();
        DatabaseUrl url = DatabaseUrl.parse("DATABASE_URL", text, schema);
        put(properties, "spring.datasource.url", url.jdbcUrl());
        put(properties, "spring.datasource.username", url.username());
        put(properties, "spring.datasource.password", url.password());
        String direct = environment.getProperty("DATABASE_DIRECT_URL");
        if (StringUtils.hasText(direct) && !StringUtils.hasText(environment.getProperty("spring.flyway.url"))) {
            DatabaseUrl directUrl = DatabaseUrl.parse("DATABASE_DIRECT_URL", direct, schema);
            put(properties, "spring.flyway.url", directUrl.jdbcUrl());
            put(properties, "spring.flyway.user", directUrl.username());
            put(properties, "spring.flyway.password", directUrl.password());
        }
        environment.getPropertySources().addLast(new MapPropertySource("databaseUrl", properties));
    }

    /** Adds an escaped value, since Spring would replace {@code ${…}} in a password by another setting. */
    private static void put(Map<String, Object> properties, String name, @Nullable String value) {
        if (value != null) {
            properties.put(name, value.replace("${", "\\${"));
        }
    }
}
