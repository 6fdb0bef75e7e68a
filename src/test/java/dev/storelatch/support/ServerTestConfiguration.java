package dev.storelatch.support;

import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;

/**
 * The server under test with a new empty database, or the one whose URL a test gives as
 * {@code storelatch.test.database}, and a clock that the test can advance.
 */
@TestConfiguration(proxyBeanMethods = false)
class ServerTestConfiguration {

    @Bean
    JdbcConnectionDetails jdbcConnectionDetails(Environment environment) {
        String given = environment.getProperty("storelatch.test.database");
        String url = given == null ? TestPostgres.newDatabase() : given;
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
}
