package dev.storelatch.database;

import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.stereotype.Component;

/** Fixes the Flyway options that our SQL and {@link DatabaseMigration} depend on, regardless of {@code spring.flyway}. */
@Component
final class FlywayCustomization implements FlywayConfigurationCustomizer {

    /** Name of the connections that migrate, by which their statements are found. */
    static final String APPLICATION = "storelatch migration";

    @Override
    public void customize(FluentConfiguration configuration) {
        configuration
                // A migration uses several connections at once, and changes their search_path.
                .dataSource(DirectDatabase.outside(configuration.getDataSource(), APPLICATION))
                .defaultSchema("storelatch")
                .callbacks(new ResetSearchPathCallback())
                .baselineOnMigrate(false)
                .baselineVersion("1")
                .baselineDescription("tables of Medusa 1.20")
                .cleanDisabled(true);
    }
}
