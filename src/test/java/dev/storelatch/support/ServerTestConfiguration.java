package dev.storelatch.support;

import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * The server under test with a new empty database, or the one whose URL a test gives as
 * {@code storelatch.test.database}, and a clock that the test can advance.
 */
@TestConfiguration(proxyBeanMethods = false)
class ServerTestConfiguration {

    /** URL of the database itself. */
    record Database(String url) {}

    @Bean
    Database database(Environment environment) {
        String given = environment.getProperty("storelatch.test.database");
        return new Database(given == null ? TestPostgres.newDatabase() : given);
    }

    /** For migrations. */
    @Bean
    @Conditional(ThroughPgBouncer.class)
    FlywayConnectionDetails flywayConnectionDetails(Database database) {
        return new FlywayConnectionDetails() {
            @Override
            public String getUsername() {
                return "postgres";
            }

            @Override
            public String getPassword() {
                return "";
            }

            @Override
            public String getJdbcUrl() {
                return database.url();
            }
        };
    }

    @Bean
    JdbcConnectionDetails jdbcConnectionDetails(Database database) {
        String url = PgBouncer.pooled(database.url());
        return new JdbcConnectionDetails() {
            @Override
            public String getUsername() {
                return "postgres";
            }

            @Override
            public String getPassword() {
                return "";
            }

            @Override
            public String getJdbcUrl() {
                return url;
            }
        };
    }

    @Bean
    @Primary
    TestClock testClock() {
        return new TestClock();
    }

    static final class ThroughPgBouncer implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return PgBouncer.isUsed();
        }
    }
}
