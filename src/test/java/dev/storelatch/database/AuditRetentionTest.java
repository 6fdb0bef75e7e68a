package dev.storelatch.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.ServerTest;
import dev.storelatch.support.TestClock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** Audit events are deleted after the time that {@code storelatch.audit.retention} sets, without disturbing requests. */
@ServerTest
@TestPropertySource(properties = "storelatch.audit.retention=30d")
class AuditRetentionTest {

    private static final int BACKLOG = 20_000;
    private static final int BATCHES = BACKLOG / 1_000;

    @Autowired
    ExpiredRowCleanup cleanup;

    @Autowired
    Api api;

    @Autowired
    TestClock clock;

    @Autowired
    JdbcClient jdbc;

    @Test
    void eventsAreDeletedAfterTheTimeOfTheSettingAndYoungerOnesStay() {
        insert("too_old", Duration.ofDays(30).plusMinutes(1), 1);
        insert("young", Duration.ofDays(30).minusMinutes(1), 1);

        cleanup.deleteExpired(() -> false);

        assertThat(count("too_old")).isZero();
        assertThat(count("young")).isOne();
    }

    /** Between two batches of the deletion, a request is answered that began after the first of them. */
    @Test
    @Timeout(120)
    void customerIsAnsweredWhileALargeBacklogIsDeletedInBatches() throws InterruptedException {
        Customer customer = api.register();
        insert("backlog", Duration.ofDays(40), BACKLOG);
        List<Integer> statuses = new CopyOnWriteArrayList<>();
        List<Integer> left = new CopyOnWriteArrayList<>();
        AtomicBoolean done = new AtomicBoolean();
        Thread shopper = new Thread(() -> {
            while (!done.get()) {
                statuses.add(api.cookieStatus(customer.cookie()));
            }
        });
        shopper.start();
        try {
            cleanup.deleteExpired(() -> {
                int answered = statuses.size();
                await().until(() -> statuses.size() > answered + 1);
                left.add(count("backlog"));
                return false;
            });
        } finally {
            done.set(true);
            shopper.join();
        }

        assertThat(statuses).hasSizeGreaterThan(BATCHES).containsOnly(200);
        assertThat(left.stream().distinct()).hasSizeGreaterThan(BATCHES).contains(BACKLOG - 1_000, 0);
        assertThat(count("backlog")).isZero();
    }

    private void insert(String event, Duration age, int rows) {
        jdbc.sql("""
                insert into storelatch.audit_event (occurred_at, event, realm, network)
                select :time, :event, 'store', '198.51.100.0/24' from generate_series(1, :rows)
                """)
                .param("time", clock.instant().minus(age).atOffset(ZoneOffset.UTC))
                .param("event", event)
                .param("rows", rows)
                .update();
    }

    private int count(String event) {
        return jdbc.sql("select count(*) from storelatch.audit_event where event = ?")
                .param(event)
                .query(Integer.class)
                .single();
    }
}
