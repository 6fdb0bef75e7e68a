package dev.storelatch.database;

import dev.storelatch.core.StartupException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Set;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.stereotype.Component;

/**
 * Migrates an empty database from the first version on, and a database of Medusa 1.20 from the second. Flyway cannot
 * distinguish the two: its {@code baseline-on-migrate} only checks whether the schema of its history table is empty.
 */
@Component
final class DatabaseMigration implements FlywayMigrationStrategy {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseMigration.class);

    private static final Set<MigrationState> NEWER =
            Set.of(MigrationState.FUTURE_SUCCESS, MigrationState.FUTURE_FAILED);

    private final DatabaseSettings settings;
    private final ListableBeanFactory beans;

    DatabaseMigration(DatabaseSettings settings, ListableBeanFactory beans) {
        this.settings = settings;
        this.beans = beans;
    }

    /**
     * @throws StartupException if a setting is refused, if the database cannot be reached, is neither empty nor one of
     *     Medusa 1.20 or was migrated by another release, if the role lacks privileges, or if another server
     *     migrates it for too long; nothing has been changed then
     */
    @Override
    public void migrate(Flyway flyway) {
        bindAllSettings();
        DataSource database = flyway.getConfiguration().getDataSource();
        try (Connection locking = new FirstConnection(database, settings.startTimeout()).open();
                Connection connection = database.getConnection()) {
            PoolerCheck.warnOfMigrationsThrough(connection);
            MigrationLock.acquire(locking, settings.migrationTimeout());
            new Privileges(connection).useOwnTables().check();
            MigrationInfoService history = flyway.info();
            requireOwnMigrations(history);
            if (!hasVersion(history)) {
                prepare(connection, flyway);
            } else {
                checkAgain(connection, history);
            }
            StatementProgress.of(
                    database,
                    FlywayCustomization.APPLICATION,
                    line -> LOG.info("Migrating: {}", line),
                    flyway::migrate);
            DataSource pool = beans.getBeanProvider(DataSource.class).getIfUnique();
            if (pool != null) {
                PoolerCheck.check(pool);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Failed to inspect the database", e);
        }
    }

    /** Creates the settings of all modules, so that one that is refused, such as a weak secret, leaves no table behind. */
    private void bindAllSettings() {
        beans.getBeansWithAnnotation(ConfigurationProperties.class);
    }

    /** Flyway itself ignores migrations of a newer release, and prints a stack trace for one that was changed. */
    private static void requireOwnMigrations(MigrationInfoService history) {
        for (MigrationInfo migration : history.applied()) {
            if (NEWER.contains(migration.getState())) {
                throw new StartupException(
                        "The database was migrated by a newer release, to version %s."
                                .formatted(migration.getVersion()),
                        "Start that release, or restore a backup from before the upgrade. Nothing has been changed.");
            }
            if (!migration.isChecksumMatching()) {
                throw new StartupException(
                        "The database was migrated to version %s by another migration than this release has."
                                .formatted(migration.getVersion()),
                        "Start the release that migrated it: a released migration is never changed, so this or that one"
                                + " is a development build. Nothing has been changed.");
            }
        }
    }

    /** Checks for a migration or baseline; the row that Flyway writes for a new schema has no version. */
    private static boolean hasVersion(MigrationInfoService history) {
        return Arrays.stream(history.applied()).anyMatch(migration -> migration.getVersion() != null);
    }

    private static void prepare(Connection connection, Flyway flyway) throws SQLException {
        MedusaSchema medusa = ExpectedSchema.read();
        MedusaInspection.Finding finding = new MedusaInspection(medusa).inspect(connection);
        // A role that may not use the schema of Medusa's tables does not find them, and the database seems to be empty.
        Privileges privileges = new Privileges(connection)
                .createOwnTables()
                .useMedusasTables(medusa.tables().keySet());
        privileges.check();
        switch (finding) {
            case EMPTY -> {
                requireSeparateSchema(connection);
                privileges.createMedusasTables().check();
                LOG.info(
                        "The database has no tables of Medusa; creating them in the schema {}", connection.getSchema());
            }
            case MEDUSA -> {
                LOG.info("The database has the tables of Medusa 1.20; they are left unchanged");
                flyway.baseline();
            }
        }
    }

    /** Checks the privileges of a role that may have lost them, or was not the one that migrated the database. */
    private static void checkAgain(Connection connection, MigrationInfoService history) throws SQLException {
        Privileges privileges = new Privileges(connection);
        if (history.pending().length > 0) {
            privileges.createOwnTables();
        }
        privileges.useMedusasTables(ExpectedSchema.read().tables().keySet()).check();
    }

    /** @throws StartupException if Medusa's tables would be created in our schema because it has the role's name */
    private static void requireSeparateSchema(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select current_user = 'storelatch' and current_setting('search_path') like '%"$user"%'
                        """)) {
            row.next();
            if (row.getBoolean(1)) {
                throw new StartupException(
                        "The database role is named storelatch, like the schema of our own tables, so that Medusa's"
                                + " tables would be created in that schema.",
                        "Set the schema of Medusa's tables, for example DATABASE_SCHEMA=public. Nothing has been changed.");
            }
        }
    }
}
