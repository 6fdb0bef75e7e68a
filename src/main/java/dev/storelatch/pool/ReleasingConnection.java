package dev.storelatch.pool;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Connection proxy that releases a permit of a {@link FairSemaphore} when it is closed for the first time. */
final class ReleasingConnection implements InvocationHandler {

    private final Connection connection;
    private final FairSemaphore permits;
    private final AtomicBoolean closed = new AtomicBoolean();

    private ReleasingConnection(Connection connection, FairSemaphore permits) {
        this.connection = connection;
        this.permits = permits;
    }

    static Connection wrap(Connection connection, FairSemaphore permits) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                new ReleasingConnection(connection, permits));
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
            default -> delegate(method, arguments);
        };
    }

    private void close() throws SQLException {
        if (closed.compareAndSet(false, true)) {
            try {
                connection.close();
            } finally {
                permits.release();
            }
        }
    }

    private @Nullable Object delegate(Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(connection, arguments);
        } catch (InvocationTargetException failed) {
            throw failed.getTargetException();
        }
    }
}
