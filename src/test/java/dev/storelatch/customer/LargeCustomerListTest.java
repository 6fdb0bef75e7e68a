package dev.storelatch.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import dev.storelatch.support.AdminApi;
import dev.storelatch.support.Api;
import dev.storelatch.support.MedusaSample;
import dev.storelatch.support.ServerTest;
import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The list of customers of a store with more customers than a search reads: 60,000, and those of the sample. */
@ServerTest
class LargeCustomerListTest {

    private static final int CUSTOMERS = 60_000;

    @Autowired
    Api api;

    @Autowired
    AdminApi admins;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    DataSource dataSource;

    @Autowired
    CustomerIndexRepository indexes;

    @Autowired
    CustomerListRepository lists;

    private String token = "";

    /** The sample, unlike a database of our own, has the extension pg_trgm. */
    @DynamicPropertySource
    static void medusaDatabase(DynamicPropertyRegistry registry) {
        registry.add("storelatch.test.database", MedusaSample::newDatabase);
    }

    @BeforeEach
    void fill() {
        token = admins.token(admins.add());
        jdbc.sql("""
                insert into customer (id, email, first_name, last_name, has_account)
                select 'cus_' || i, 'large' || i || '@example.org', 'Large' || i, 'Store', true
                from generate_series(1, :customers) i
                on conflict do nothing
                """).param("customers", CUSTOMERS).update();
        jdbc.sql("analyze customer").update();
        assertThat(lists.tableBytes()).isGreaterThan(CustomerList.SMALL_TABLE_BYTES);
        await().atMost(Duration.ofMinutes(1)).until(() -> validIndexes() == 5 && indexes.hasTrigramIndex());
    }

    @Test
    void aCountAboveTenThousandIsAnEstimate() {
        Response list = get("?limit=3");

        list.then()
                .statusCode(200)
                .body("customers", hasSize(3))
                .body("customers[0].email", equalTo("ada@example.com"));
        assertThat(list.<Integer>path("count")).isBetween(CUSTOMERS / 2, CUSTOMERS * 2);
        assertThat(get("?offset=29000&limit=1&order=created_at").<List<?>>path("customers"))
                .hasSize(1);
        get("?q=large7&limit=1").then().body("count", equalTo(1_111));
    }

    @ParameterizedTest
    @CsvSource({
        "large2999, 11", // the beginning of addresses
        "LARGE29999@, 1",
        "Lovel, 1", // of a name
        "ovel, 1", // a part, since no text begins with it
        "29999@exa, 1",
        "%arge29999, 1", // likewise, asked for by a wildcard
        "da, 0", // a part of ada, but without a trigram to look for
        "ad, 1",
        "no-such-text, 0"
    })
    void textsThatBeginWithTheSearchedTextComeBeforeOthers(String text, int found) {
        get("?q=" + text.replace("%", "%25")).then().statusCode(200).body("count", equalTo(found));
    }

    @Test
    void anIncompleteIndexIsReplaced() {
        jdbc.sql("update pg_index set indisvalid = false where indexrelid = 'storelatch_customer_email'::regclass")
                .update();
        jdbc.sql("drop index storelatch_customer_created_at").update();
        assertThat(validIndexes()).isEqualTo(3);

        assertThat(indexes.createMissing(line -> {})).isEqualTo(2);
        assertThat(validIndexes()).isEqualTo(5);
        assertThat(indexes.createMissing(line -> {})).isZero();
    }

    /** As a migration of Medusa could. */
    @Test
    void theTableCanBeAltered() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("alter table customer alter column email type varchar(500)");
            statement.execute("alter table customer drop column last_name");
            statement.execute("alter table customer rename column first_name to given_name");
            connection.rollback();
        }
    }

    @Test
    void aListThatTakesTooLongIsRefused() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table customer_group_customers in access exclusive mode");

            get("?groups[]=x")
                    .then()
                    .statusCode(400)
                    .body("message", startsWith("the list takes more than 5 seconds to read"));
            connection.rollback();
        }
        get("?groups[]=x").then().statusCode(200);
    }

    private long validIndexes() {
        return jdbc.sql("""
                select count(*) from pg_index i join pg_class c on c.oid = i.indexrelid
                where i.indisvalid and c.relname like 'storelatch_customer_%'
                """).query(Long.class).single();
    }

    private Response get(String query) {
        return api.bearer(token).get("/admin/customers" + query);
    }
}
