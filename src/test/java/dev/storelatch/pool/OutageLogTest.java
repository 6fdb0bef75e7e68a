package dev.storelatch.pool;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.storelatch.support.TestClock;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class OutageLogTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger(OutageLog.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final AtomicLong nanoTime = new AtomicLong();
    private final CircuitBreaker breaker = new CircuitBreaker(nanoTime::get);
    private final TestClock clock = new TestClock();
    private final OutageLog log = new OutageLog(breaker, clock);

    @BeforeEach
    void capture() {
        logger.setLevel(Level.INFO);
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void release() {
        logger.detachAppender(lines);
        logger.setLevel(null);
    }

    @Test
    void anOutageIsLoggedOnceAMinuteAndItsEndOnce() {
        log.check();
        breaker.failed(new SQLException("Connection refused"));
        nanoTime.set(Duration.ofSeconds(2).toNanos());
        log.check();
        log.check();
        clock.advance(Duration.ofMinutes(1));
        log.check();
        breaker.succeeded();
        log.check();
        log.check();

        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "The database cannot be reached: Connection refused",
                        "The database cannot be reached: Connection refused",
                        "The database can be reached again");
    }
}
