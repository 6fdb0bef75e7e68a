package dev.storelatch.customer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.support.ServerTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServerTest
class MixedCaseEmailCheckTest {

    @Autowired
    CustomerRepository customers;

    @Autowired
    JdbcClient jdbc;

    @Test
    void onlyLiveAccountsWithCapitalLettersAreCounted() {
        long before = customers.countMixedCaseEmails();

        for (List<Object> row : List.<List<Object>>of(
                List.of("ada@", true, false),
                List.of("Dora@", true, false),
                List.of("Guest@", false, false),
                List.of("Deleted@", true, true))) {
            String id = UUID.randomUUID().toString();
            jdbc.sql("""
                    insert into customer (id, email, has_account, deleted_at)
                    values (?, ?, ?, case when ? then now() end)
                    """)
                    .params("cus_" + id, row.get(0) + id + ".example.com", row.get(1), row.get(2))
                    .update();
        }

        assertThat(customers.countMixedCaseEmails()).isEqualTo(before + 1);
    }
}
