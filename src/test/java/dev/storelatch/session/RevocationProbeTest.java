package dev.storelatch.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.support.ServerTest;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;

/** The server measures how soon it refuses a session that has ended, without a trace. */
@ServerTest
class RevocationProbeTest {

    @Autowired
    SessionRepository<? extends Session> repository;

    @Autowired
    SessionDetailRepository details;

    @Autowired
    SessionSettings settings;

    @Autowired
    SessionIds ids;

    @Autowired
    Clock clock;

    @Autowired
    JdbcClient jdbc;

    private final MeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void aSessionThatHasEndedIsGoneForTheNextRequest() {
        probe(repository).run();

        assertThat(probes("immediate")).isOne();
        assertThat(probes("late") + probes("failed")).isZero();
        assertThat(meters.get("storelatch.revocation.late.requests").counter().count())
                .isZero();
        assertThat(meters.get("storelatch.revocation.delay").gauge().value()).isBetween(0.0, 60.0);
    }

    /** As on a server that kept sessions in a cache. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void requestsThatStillFindTheSessionAreCounted(int late) {
        probe(new Remembering<>(repository, late)).run();

        assertThat(meters.get("storelatch.revocation.late.requests").counter().count())
                .isEqualTo(late);
        assertThat(probes("late")).isOne();
        assertThat(probes("immediate")).isZero();
        assertThat(meters.get("storelatch.revocation.delay").gauge().value()).isGreaterThan(0.005 * late);
    }

    @Test
    void aMeasurementWithoutADatabaseHasFailed() {
        probe(new Failing<>(repository)).run();

        assertThat(probes("failed")).isOne();
        assertThat(meters.get("storelatch.revocation.delay").gauge().value()).isNaN();
    }

    @Test
    void aMeasurementLeavesNoTrace() {
        UnaryOperator<String> count = table ->
                jdbc.sql("select count(*) from " + table).query(String.class).single();
        List<String> tables = List.of(
                "storelatch.session",
                "storelatch.session_attributes",
                "storelatch.account_state",
                "storelatch.audit_event",
                "storelatch.outbox",
                "storelatch.known_device",
                "storelatch.throttle",
                "customer");
        List<String> before = tables.stream().map(count).toList();

        probe(repository).run();

        assertThat(tables.stream().map(count)).containsExactlyElementsOf(before);
    }

    private RevocationProbe probe(SessionRepository<? extends Session> read) {
        return new RevocationProbe(new StoredSessions(read, settings, ids, clock), details, meters);
    }

    private double probes(String outcome) {
        return meters.get("storelatch.revocation.probes")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    /** Finds a session that is gone for a number of reads. */
    private static final class Remembering<S extends Session> extends Delegating<S> {

        private final AtomicInteger left;
        private @Nullable S last;

        Remembering(SessionRepository<S> repository, int reads) {
            super(repository);
            this.left = new AtomicInteger(reads);
        }

        @Override
        public @Nullable S findById(String id) {
            S found = super.findById(id);
            if (found != null) {
                last = found;
                return found;
            }
            return left.getAndDecrement() > 0 ? last : null;
        }
    }

    private static final class Failing<S extends Session> extends Delegating<S> {

        Failing(SessionRepository<S> repository) {
            super(repository);
        }

        @Override
        public S findById(String id) {
            throw new IllegalStateException("no database");
        }
    }

    private static class Delegating<S extends Session> implements SessionRepository<S> {

        private final SessionRepository<S> repository;

        Delegating(SessionRepository<S> repository) {
            this.repository = repository;
        }

        @Override
        public S createSession() {
            return repository.createSession();
        }

        @Override
        public void save(S session) {
            repository.save(session);
        }

        @Override
        public @Nullable S findById(String id) {
            return repository.findById(id);
        }

        @Override
        public void deleteById(String id) {
            repository.deleteById(id);
        }
    }
}
