package dev.storelatch.pool;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Opens the connections of the pool, and reports each attempt to the {@link CircuitBreaker}. */
final class ObservedDataSource extends DelegatingDataSource {

    private static final int LOGIN_TIMEOUT_SECONDS = 1;

    private final CircuitBreaker breaker;
    private final boolean limitedReads;

    /** @param limitedReads true if the driver's {@code socketTimeout} is for opening a connection only */
    ObservedDataSource(DataSource driver, CircuitBreaker breaker, boolean limitedReads) {
        super(driver);
        this.breaker = breaker;
        this.limitedReads = limitedReads;
    }

    private interface Attempt {
        Connection open() throws SQLException;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return observe(super::getConnection);
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return observe(() -> super.getConnection(username, password));
    }

    private Connection observe(Attempt attempt) throws SQLException {
        try {
            Connection connection = attempt.open();
            if (limitedReads) {
                connection.setNetworkTimeout(Runnable::run, 0);
            }
            breaker.succeeded();
            return connection;
        } catch (SQLException e) {
            breaker.failed(e);
            throw e;
        }
    }

    /** Does nothing: Hikari would set a timeout for all connections of the JVM. The driver's own properties limit ours. */
    @Override
    public void setLoginTimeout(int seconds) {}

    /** Returns the time for which Hikari waits, when it is closed, for an attempt to connect. */
    @Override
    public int getLoginTimeout() {
        return LOGIN_TIMEOUT_SECONDS;
    }
}
