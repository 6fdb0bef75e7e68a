package dev.storelatch.database;

import java.util.Properties;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.stereotype.Component;

/** Fixes the Flyway options that our SQL and {@link DatabaseMigration} depend on, regardless of {@code spring.flyway}. */
@Component
final class FlywayCustomization implements FlywayConfigurationCustomizer {

    /** Name of the connections that migrate, by which their statements are found. */
    static final String APPLICATION = "storelatch migration";

    private static final String LOGIN_TIMEOUT_SECONDS = "10";

    @Override
    public void customize(FluentConfiguration configuration) {
        configuration
                .dataSource(outsideThePool(configuration))
                .defaultSchema("storelatch")
                .callbacks(new ResetSearchPathCallback())
                .baselineOnMigrate(false)
                .baselineVersion("1")
                .baselineDescription("tables of Medusa 1.20")
                .cleanDisabled(true);
    }

    /** Bypasses the pool, since a migration uses three connections at once and changes their search_path. */
    private static SimpleDriverDataSource outsideThePool(FluentConfiguration configuration) {
        SimpleDriverDataSource database = DataSourceBuilder.derivedFrom(configuration.getDataSource())
                .type(SimpleDriverDataSource.class)
                .build();
        Properties limits = new Properties();
        limits.setProperty("loginTimeout", LOGIN_TIMEOUT_SECONDS);
        limits.setProperty("ApplicationName", APPLICATION);
        database.setConnectionProperties(limits);
        return database;
    }
}
