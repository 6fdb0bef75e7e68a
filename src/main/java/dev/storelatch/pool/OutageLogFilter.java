package dev.storelatch.pool;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

/**
 * Suppresses log events, of any library, whose exception was caused by an unavailable database, and has {@link OutageLog}
 * report them instead. Otherwise every request and every background task would log a stack trace during an outage. At level
 * DEBUG of the logger {@code dev.storelatch.pool} all events are logged.
 */
final class OutageLogFilter extends TurboFilter implements AutoCloseable {

    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(OutageLogFilter.class);

    private final OutageLog log;

    OutageLogFilter(OutageLog log) {
        this.log = log;
    }

    /** Adds the filter to Logback, if that is the logging system. */
    void install() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.addTurboFilter(this);
        }
    }

    @Override
    public void close() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.getTurboFilterList().remove(this);
        }
    }

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] parameters,
            @Nullable Throwable thrown) {
        Throwable failure = thrown == null ? lastOf(parameters) : thrown;
        if (failure == null || !level.isGreaterOrEqual(logger.getEffectiveLevel())) {
            return FilterReply.NEUTRAL;
        }
        Optional<SQLException> outage = DatabaseOutage.find(failure);
        outage.ifPresent(log::add);
        return outage.isEmpty() || LOG.isDebugEnabled() ? FilterReply.NEUTRAL : FilterReply.DENY;
    }

    /** Returns the exception that SLF4J takes from the end of the parameters, after the filters. */
    private static @Nullable Throwable lastOf(Object @Nullable [] parameters) {
        return parameters != null
                        && parameters.length > 0
                        && parameters[parameters.length - 1] instanceof Throwable last
                ? last
                : null;
    }
}
