package dev.storelatch.customer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.support.TestPostgres;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class MixedCaseEmailCheckTest {

    private final JdbcClient jdbc =
            JdbcClient.create(new DriverManagerDataSource(TestPostgres.newDatabase(), "postgres", ""));

    @Test
    void onlyLiveAccountsWithCapitalLettersCount() {
        jdbc.sql("create table customer (email text, has_account boolean, deleted_at timestamptz)")
                .update();
        for (List<Object> row : List.<List<Object>>of(
                List.of("ada@example.com", true, false),
                List.of("Dora@Example.com", true, false),
                List.of("Guest@example.com", false, false),
                List.of("Gone@example.com", true, true))) {
            jdbc.sql("insert into customer values (?, ?, case when ? then now() end)")
                    .params(row)
                    .update();
        }

        assertThat(new MixedCaseEmailCheck(jdbc).count()).isEqualTo(1);
    }
}
