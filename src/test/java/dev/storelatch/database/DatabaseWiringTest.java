package dev.storelatch.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.core.StartupException;
import dev.storelatch.support.TestPostgres;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Spring Boot's Flyway runs our migration strategy, regardless of the settings. */
class DatabaseWiringTest {

    private final TestDatabase database = new TestDatabase(TestPostgres.newDatabase());
    private final ApplicationContextRunner server = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class))
            .withBean(FlywayCustomization.class)
            .withBean(DatabaseSettings.class, () -> new DatabaseSettings(Duration.ZERO, Duration.ofMinutes(1)))
            .withBean(DatabaseMigration.class)
            .withPropertyValues(
                    "spring.datasource.url=" + database.url(), "spring.datasource.hikari.maximum-pool-size=1");

    @Test
    void theDatabaseIsMigratedAtStart() {
        server.run(context -> assertThat(context).hasNotFailed());

        assertThat(database.history()).startsWith("1 SQL");
    }

    @Test
    void settingsCannotDisableTheInspection() {
        database.sql("create table customer (id text primary key)");

        server.withPropertyValues(
                        "spring.flyway.baseline-on-migrate=true",
                        "spring.flyway.baseline-version=0",
                        "spring.flyway.default-schema=public")
                .run(context -> assertThat(context).getFailure().rootCause().isInstanceOf(StartupException.class));
    }

    @Test
    void migrationsCanUseAnotherAddress() {
        server.withPropertyValues(
                        "spring.datasource.url=" + database.url() + "&ApplicationName=requests",
                        "spring.flyway.url=" + database.url())
                .run(context -> assertThat(context).hasNotFailed());

        assertThat(database.history()).startsWith("1 SQL");
    }

    @Test
    void requestsMustReachTheDatabaseThatIsMigrated() {
        TestDatabase other = new TestDatabase(TestPostgres.newDatabase());

        server.withPropertyValues("spring.flyway.url=" + other.url())
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(StartupException.class)
                        .hasMessageContaining("DATABASE_URL and DATABASE_DIRECT_URL are different databases"));
    }
}
