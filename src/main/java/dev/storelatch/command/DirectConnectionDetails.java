package dev.storelatch.command;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.core.env.Environment;

/** The database as {@code spring.flyway} names it. */
final class DirectConnectionDetails implements JdbcConnectionDetails {

    private final Environment settings;

    DirectConnectionDetails(Environment settings) {
        this.settings = settings;
    }

    @Override
    public String getJdbcUrl() {
        return settings.getRequiredProperty("spring.flyway.url");
    }

    @Override
    public @Nullable String getUsername() {
        return settings.getProperty("spring.flyway.user");
    }

    @Override
    public @Nullable String getPassword() {
        return settings.getProperty("spring.flyway.password");
    }
}
