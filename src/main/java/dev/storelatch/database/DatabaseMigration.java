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
 * Migrates an empty database from the first version on, and one that Medusa 1.20 made from the second. Flyway cannot
 * tell the two apart: its {@code baseline-on-migrate} asks only whether the schema of its history is empty.
 */
@Component
final class DatabaseMigration implements FlywayMigrationStrategy {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseMigration.class);
    private static final String UNEXPECTED_ERROR = "99999";

    /** @throws StartupException if the database cannot be reached or is none that Storelatch starts on */
    @Override
    public void migrate(Flyway flyway) {
        try (Connection connection = connect(flyway.getConfiguration().getDataSource())) {
            MigrationLock.acquire(connection);
            MigrationInfoService history = flyway.info();
            if (!hasVersion(history)) {
                meet(connection, flyway);
            } else if (history.pending().length > 0) {
                Privileges.requireOwnSchema(connection);
            }
            flyway.migrate();
        } catch (SQLException e) {
            throw new IllegalStateException("could not look at the database", e);
        }
    }

    /** Whether the history knows of Medusa's tables; the row that Flyway writes for a new schema has no version. */
    private static boolean hasVersion(MigrationInfoService history) {
        return Arrays.stream(history.applied()).anyMatch(migration -> migration.getVersion() != null);
    }

    private static void meet(Connection connection, Flyway flyway) throws SQLException {
        MedusaInspection.Finding finding = new MedusaInspection().look(connection);
        Privileges.requireOwnSchema(connection);
        switch (finding) {
            case EMPTY -> {
                Privileges.requireSchemaOfTheirOwn(connection);
                Privileges.requireMedusaSchema(connection);
                LOG.info("No tables of Medusa here: creating them in the schema {}", connection.getSchema());
            }
            case MEDUSA -> {
                LOG.info("Taking over the tables of Medusa 1.20 as they are");
                flyway.baseline();
            }
        }
    }

    private static Connection connect(DataSource dataSource) {
        try {
            return dataSource.getConnection();
        } catch (SQLException e) {
            // The driver's message about a URL that it cannot read has the whole URL in it, password included.
            String reason = UNEXPECTED_ERROR.equals(e.getSQLState()) ? "its URL is malformed" : e.getMessage();
            throw new StartupException(
                    "The database cannot be reached: " + reason,
                    "Start PostgreSQL, or correct DATABASE_URL (or spring.datasource.url, .username and .password).");
        }
    }
}
