package dev.storelatch.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.ServerTest;
import dev.storelatch.support.TestClock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Expired sessions are deleted by idle time and by absolute lifetime, while customers log in. */
@ServerTest
class SessionCleanupTest {

    @Autowired
    ExpiredRowCleanup cleanup;

    @Autowired
    Api api;

    @Autowired
    TestClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionOperations transaction;

    @Test
    void aSessionIsDeletedAfterItsIdleTimeAndItsAbsoluteLifetime() {
        Customer customer = api.register();
        long now = clock.millis();
        insert("idle", 1, now - 1000, now - 1000);
        insert("not yet idle", 1, now - 1000, now + 60_000);
        insert("old", 1, now - 2_592_000_000L - 1000, now + 60_000);
        insert("not yet old", 1, now - 2_592_000_000L + 60_000, now + 60_000);

        cleanup.deleteExpired(() -> false);

        assertThat(left("%idle%")).containsExactly("not yet idle 1");
        assertThat(left("%old%")).containsExactly("not yet old 1");
        api.cookie(customer.cookie()).get("/store/customers/me").then().statusCode(200);
    }

    @Test
    @Timeout(120)
    void manySessionsAreDeletedWhileCustomersLogInAndLockedOnesAreSkipped() throws Exception {
        Customer customer = api.register();
        Map<String, String> credentials = Map.of("email", customer.email(), "password", customer.password());
        long now = clock.millis();
        insert("many idle", 10_000, now, now - 1000);
        insert("many aged", 10_000, now - 2_592_000_000L - 1000, now + 36_000_000);
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch deleted = new CountDownLatch(1);
        Thread user = new Thread(() -> transaction.executeWithoutResult(status -> {
            jdbc.sql("""
                    select primary_id from storelatch.session where primary_id in ('many idle 7', 'many aged 7') for update
                    """).query(String.class).list();
            held.countDown();
            await(deleted);
        }));
        user.start();
        await(held);

        Thread deletion = new Thread(() -> cleanup.deleteExpired(() -> false));
        deletion.start();
        int logins = 0;
        do {
            api.json(credentials).post("/store/auth").then().statusCode(200);
            logins++;
        } while (deletion.isAlive());
        deletion.join();
        assertThat(left("many %")).containsExactly("many aged 7", "many idle 7");
        deleted.countDown();
        user.join();

        cleanup.deleteExpired(() -> false);

        assertThat(left("many %")).isEmpty();
        assertThat(jdbc.sql("""
                        select count(*) from storelatch.session_attributes
                        where attribute_bytes = convert_to(?, 'UTF8')
                        """).param(customer.id()).query(Integer.class).single())
                .isEqualTo(1 + logins);
    }

    private void insert(String name, int count, long created, long expires) {
        jdbc.sql("""
                with made as (
                    insert into storelatch.session (primary_id, session_id, creation_time, last_access_time,
                                                    max_inactive_interval, expiry_time)
                    select :name || ' ' || i, :name || ' ' || i, :created, :created, 36000, :expires
                    from generate_series(1, :count) i
                    returning primary_id
                )
                insert into storelatch.session_attributes (session_primary_id, attribute_name, attribute_bytes)
                select primary_id, 'store', convert_to('cus_' || primary_id, 'UTF8') from made
                """)
                .param("name", name)
                .param("created", created)
                .param("expires", expires)
                .param("count", count)
                .update();
    }

    private List<String> left(String pattern) {
        return jdbc.sql("select primary_id from storelatch.session where primary_id like ? order by 1")
                .param(pattern)
                .query(String.class)
                .list();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
