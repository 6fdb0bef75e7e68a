package dev.storelatch.support;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/**
 * The server under test with a new database and a clock that the test can turn. The database is empty, or a restored
 * Medusa database if the property {@code test.database} is {@code medusa-sample}.
 */
@TestConfiguration(proxyBeanMethods = false)
class ServerTestConfiguration {

    @Bean
    JdbcConnectionDetails jdbcConnectionDetails(@Value("${test.database:empty}") String kind) {
        String url = kind.equals("medusa-sample") ? MedusaSample.newDatabase() : TestPostgres.newDatabase();
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
