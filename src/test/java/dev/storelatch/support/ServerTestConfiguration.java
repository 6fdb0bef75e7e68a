package dev.storelatch.support;

import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** The server under test with a new empty database and a clock that the test can turn. */
@TestConfiguration(proxyBeanMethods = false)
class ServerTestConfiguration {

    @Bean
    JdbcConnectionDetails jdbcConnectionDetails() {
        String url = TestPostgres.newDatabase();
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
