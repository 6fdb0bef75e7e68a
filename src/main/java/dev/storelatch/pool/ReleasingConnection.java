package dev.storelatch.pool;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Connection proxy that gives the connection back to its {@link FairDataSource} when it is closed for the first time. */
final class ReleasingConnection implements InvocationHandler {

    private enum State {
        IN_USE,
        ABORTED,
        CLOSED
    }

    /** SQLSTATE of a connection that does not exist. */
    private static final String LOST = "08003";

    private final Connection connection;
    private final FairDataSource owner;
    private final long since = System.nanoTime();
    private final AtomicReference<State> state = new AtomicReference<>(State.IN_USE);

    ReleasingConnection(Connection connection, FairDataSource owner) {
        this.connection = connection;
        this.owner = owner;
    }

    Connection proxy() {
        return (Connection)
                Proxy.newProxyInstance(Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, this);
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        return switch (method.getName()) {
            case "close" -> {
                close();
                yield null;
            }
            case "equals" -> arguments != null && proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            case "prepareStatement" -> {
                owner.countStatement();
                yield prepare(method, arguments);
            }
            case "createStatement", "prepareCall" -> {
                owner.countStatement();
                yield delegate(method, arguments);
            }
            default -> delegate(method, arguments);
        };
    }

    boolean isInUseSince(long nanoTime) {
        return since - nanoTime <= 0 && state.get() == State.IN_USE;
    }

    /** Closes the socket, so that a statement in progress fails. The caller still has to close the connection. */
    void abort() throws SQLException {
        if (state.compareAndSet(State.IN_USE, State.ABORTED)) {
            connection.abort(Runnable::run);
        }
    }

    private void close() throws SQLException {
        State before = state.getAndSet(State.CLOSED);
        if (before == State.CLOSED) {
            return;
        }
        try {
            if (before == State.ABORTED && !connection.isClosed()) {
                // No statement has failed since, so Hikari does not know that the socket is closed.
                owner.evict(connection);
            }
            connection.close();
        } finally {
            owner.release(this);
        }
    }

    private @Nullable Object prepare(Method method, Object @Nullable [] arguments) throws Throwable {
        return delegate(method, arguments) instanceof PreparedStatement statement && arguments != null
                ? owner.observed(statement, (String) arguments[0])
                : null;
    }

    private @Nullable Object delegate(Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(connection, arguments);
        } catch (InvocationTargetException failed) {
            throw failed.getTargetException() instanceof SQLException sql && wasLost(sql)
                    ? new SQLNonTransientConnectionException("The connection was lost", LOST, sql)
                    : failed.getTargetException();
        }
    }

    /**
     * Returns whether Hikari has closed the connection because an earlier statement has lost it. Hikari then gives no
     * SQLSTATE, and the reason may be lost too: Spring throws the exception of the rollback only.
     */
    private boolean wasLost(SQLException failure) throws SQLException {
        return failure.getSQLState() == null && state.get() != State.CLOSED && connection.isClosed();
    }
}
