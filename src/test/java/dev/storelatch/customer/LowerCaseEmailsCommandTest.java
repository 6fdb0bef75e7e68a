package dev.storelatch.customer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.support.TestPostgres;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.mock.env.MockEnvironment;

class LowerCaseEmailsCommandTest {

    private final SingleConnectionDataSource database =
            new SingleConnectionDataSource(TestPostgres.newMigratedDatabase(), "postgres", "", true);
    private final JdbcClient jdbc = JdbcClient.create(database);

    @BeforeEach
    void fill() {
        insert("cus_ada", "ada@example.com", true);
        insert("cus_dora", "Dora@Example.com", true);
        insert("cus_oe", "ÖYVIND@example.com", true);
        insert("cus_guest", "Ada@example.com", false);
        insert("cus_old", "double@example.com", true);
        insert("cus_new", "Double@example.com", true);
        insert("cus_pair1", "Pair@example.com", false);
        insert("cus_pair2", "PAIR@example.com", false);
        insert("cus_gone", "Gone@example.com", true);
        jdbc.sql("update customer set deleted_at = now() where id = 'cus_gone'").update();
    }

    @AfterEach
    void close() {
        database.destroy();
    }

    @Test
    void addressesWithoutADuplicateAreLowerCasedAndTheOthersAreListed() {
        assertThat(run(false))
                .containsExactly(
                        "3 addresses stored in lower case",
                        "2 addresses left, since each is that of several customers:",
                        "  accounts: cus_old, cus_new",
                        "  guests: cus_pair1, cus_pair2");
        assertThat(emails())
                .containsExactly(
                        "cus_ada ada@example.com",
                        "cus_dora dora@example.com",
                        "cus_gone Gone@example.com",
                        "cus_guest ada@example.com",
                        "cus_new Double@example.com",
                        "cus_oe öyvind@example.com",
                        "cus_old double@example.com",
                        "cus_pair1 Pair@example.com",
                        "cus_pair2 PAIR@example.com");
        assertThat(run(false)).startsWith("0 addresses stored in lower case");
        assertThat(jdbc.sql("select concat_ws(' ', event, way, account_id) from storelatch.audit_event order by 1")
                        .query(String.class)
                        .list())
                .containsExactly(
                        "authn_email_change command cus_dora",
                        "authn_email_change command cus_guest",
                        "authn_email_change command cus_oe");
    }

    @Test
    void aDryRunChangesNothing() {
        List<String> before = emails();
        assertThat(run(true))
                .startsWith("3 addresses would be stored in lower case")
                .contains("  accounts: cus_old, cus_new");
        assertThat(emails()).isEqualTo(before);
    }

    @Test
    void everyRowIsProcessedAcrossBatches() {
        jdbc.sql("truncate customer cascade").update();
        jdbc.sql("""
                insert into customer (id, email, has_account)
                select 'cus_' || n, 'C' || n || '@example.com', n % 2 = 0 from generate_series(1, 2000) n
                """).update();
        assertThat(run(false)).containsExactly("2000 addresses stored in lower case");
    }

    private List<String> run(boolean dryRun) {
        List<String> lines = new ArrayList<>();
        new LowerCaseEmailsCommand().run(new MockEnvironment(), jdbc, dryRun, lines::add);
        return lines;
    }

    private List<String> emails() {
        return jdbc.sql("select id || ' ' || email from customer order by id")
                .query(String.class)
                .list();
    }

    private void insert(String id, String email, boolean hasAccount) {
        jdbc.sql("insert into customer (id, email, has_account) values (?, ?, ?)")
                .params(id, email, hasAccount)
                .update();
    }
}
