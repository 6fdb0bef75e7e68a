package dev.storelatch.pool;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.TurboFilterList;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.read.ListAppender;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

class OutageLogTest {

    private static final SQLException REFUSED = new SQLException("Connection refused", "08001");
    private static final CannotGetJdbcConnectionException WRAPPED =
            new CannotGetJdbcConnectionException("Failed to obtain JDBC Connection", REFUSED);

    private final Logger pool = (Logger) LoggerFactory.getLogger(OutageLog.class.getPackageName());
    private final Logger library = (Logger) LoggerFactory.getLogger("com.example.library");
    private final TurboFilterList filters = pool.getLoggerContext().getTurboFilterList();
    private final List<TurboFilter> others = List.copyOf(filters);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final AtomicLong nanoTime = new AtomicLong();
    private final CircuitBreaker breaker = new CircuitBreaker(nanoTime::get);
    private final OutageLog log = new OutageLog(breaker, nanoTime::get);
    private final OutageLogFilter filter = new OutageLogFilter(log);

    @BeforeEach
    void capture() {
        pool.setLevel(Level.INFO);
        library.setLevel(Level.INFO);
        lines.start();
        pool.addAppender(lines);
        library.addAppender(lines);
        // Those of other servers in this JVM.
        filters.clear();
        filter.install();
    }

    @AfterEach
    void release() {
        filters.clear();
        filters.addAll(others);
        pool.detachAppender(lines);
        library.detachAppender(lines);
        pool.setLevel(null);
    }

    @Test
    void anOutageIsLoggedOnceAMinuteAndItsEndOnce() {
        log.check();
        breaker.failed(REFUSED);
        advance(Duration.ofSeconds(2));
        log.check();
        log.check();
        advance(Duration.ofMinutes(1));
        log.check();
        breaker.succeeded();
        log.check();
        log.check();

        assertLogged(
                "The database cannot be reached: Connection refused",
                "The database cannot be reached: Connection refused",
                "The database can be reached again");
    }

    @Test
    void whatOtherLoggersReportOfAnOutageIsOneLineAMinute() {
        library.error("A task failed", WRAPPED);
        library.warn("{} failed", "A request", WRAPPED);
        library.warn("{} {} failed", "GET", "/store/auth", new IllegalStateException(WRAPPED));
        log.check();
        library.error("A task failed", WRAPPED);
        breaker.failed(REFUSED);
        advance(Duration.ofSeconds(2));
        log.check();
        breaker.succeeded();
        log.check();
        advance(Duration.ofMinutes(1));
        log.check();

        assertLogged("Requests to the database fail: Connection refused", "The database can be reached again");
    }

    @Test
    void otherReportsAreKept() {
        library.error("A task failed", new IllegalStateException("a bug"));
        library.error("{} failed", "A task");
        library.debug("A task failed", WRAPPED);
        log.check();

        assertLogged("A task failed", "A task failed");
    }

    @Test
    void aClosedFilterLogsEverythingAgain() {
        filter.close();

        library.error("A task failed", WRAPPED);

        assertLogged("A task failed");
    }

    @Test
    void allReportsAreKeptAtLevelDebug() {
        pool.setLevel(Level.DEBUG);

        library.error("A task failed", WRAPPED);

        assertLogged("A task failed");
    }

    private void advance(Duration duration) {
        nanoTime.addAndGet(duration.toNanos());
    }

    private void assertLogged(String... messages) {
        assertThat(lines.list).extracting(ILoggingEvent::getFormattedMessage).containsExactly(messages);
    }
}
