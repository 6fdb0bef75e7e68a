package dev.storelatch.tracing;

import dev.storelatch.pool.StatementObserver;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Adds a span for each execution of a prepared statement, if the request on this thread is traced. */
final class StatementSpans implements StatementObserver {

    private static final Pattern FIRST_WORD = Pattern.compile("\\s*([A-Za-z]{1,20})");

    private final Tracing tracing;

    StatementSpans(Tracing tracing) {
        this.tracing = tracing;
    }

    @Override
    public PreparedStatement observe(PreparedStatement statement, String sql) {
        if (!Span.current().isRecording()) {
            return statement;
        }
        return (PreparedStatement) Proxy.newProxyInstance(
                PreparedStatement.class.getClassLoader(),
                new Class<?>[] {PreparedStatement.class},
                new Execution(statement, sql));
    }

    private static String operation(String sql) {
        Matcher word = FIRST_WORD.matcher(sql);
        return word.lookingAt() ? word.group(1).toUpperCase(Locale.ROOT) : "SQL";
    }

    private final class Execution implements InvocationHandler {

        private final PreparedStatement statement;
        private final String sql;

        private Execution(PreparedStatement statement, String sql) {
            this.statement = statement;
            this.sql = sql;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
            return switch (method.getName()) {
                case "equals" -> arguments != null && proxy == arguments[0];
                case "hashCode" -> System.identityHashCode(proxy);
                default ->
                    method.getName().startsWith("execute") ? execute(method, arguments) : call(method, arguments);
            };
        }

        /** The text of the statement has parameters in place of values. */
        private @Nullable Object execute(Method method, Object @Nullable [] arguments) throws Throwable {
            Span span = tracing.statement(operation(sql))
                    .setAttribute("db.system.name", "postgresql")
                    .setAttribute("db.query.text", sql)
                    .startSpan();
            try {
                return call(method, arguments);
            } catch (SQLException failed) {
                span.setAttribute("error.type", Objects.requireNonNullElse(failed.getSQLState(), "unknown"));
                span.setStatus(StatusCode.ERROR);
                throw failed;
            } finally {
                span.end();
            }
        }

        private @Nullable Object call(Method method, Object @Nullable [] arguments) throws Throwable {
            try {
                return method.invoke(statement, arguments);
            } catch (InvocationTargetException failed) {
                throw failed.getTargetException();
            }
        }
    }
}
