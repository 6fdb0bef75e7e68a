package dev.storelatch.database;

import dev.storelatch.core.StartupException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfoService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.stereotype.Component;

/**
 * Migrates an empty database from the first version on, and a database of Medusa 1.20 from the second. Flyway cannot
 * distinguish the two: its {@code baseline-on-migrate} only checks whether the schema of its history table is empty.
 */
@Component
final class DatabaseMigration implements FlywayMigrationStrategy {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseMigration.class);

    private final DatabaseSettings settings;

    DatabaseMigration(DatabaseSettings settings) {
        this.settings = settings;
    }

    /** @throws StartupException if the database cannot be reached, or is neither empty nor one of Medusa 1.20 */
    @Override
    public void migrate(Flyway flyway) {
        DataSource database = flyway.getConfiguration().getDataSource();
        try (Connection connection = new FirstConnection(database, settings.startTimeout()).open()) {
            MigrationLock.acquire(connection);
            MigrationInfoService history = flyway.info();
            if (!hasVersion(history)) {
                prepare(connection, flyway);
            } else if (history.pending().length > 0) {
                Privileges.requireOwnSchema(connection);
            }
            flyway.migrate();
        } catch (SQLException e) {
            throw new IllegalStateException("Failed to inspect the database", e);
        }
    }

    /** Checks for a migration or baseline; the row that Flyway writes for a new schema has no version. */
    private static boolean hasVersion(MigrationInfoService history) {
        return Arrays.stream(history.applied()).anyMatch(migration -> migration.getVersion() != null);
    }

    private static void prepare(Connection connection, Flyway flyway) throws SQLException {
        MedusaInspection.Finding finding = new MedusaInspection().inspect(connection);
        Privileges.requireOwnSchema(connection);
        switch (finding) {
            case EMPTY -> {
                Privileges.requireSeparateSchema(connection);
                Privileges.requireMedusaSchema(connection);
                LOG.info(
                        "The database has no tables of Medusa; creating them in the schema {}", connection.getSchema());
            }
            case MEDUSA -> {
                LOG.info("The database has the tables of Medusa 1.20; they are left unchanged");
                flyway.baseline();
            }
        }
    }
}
