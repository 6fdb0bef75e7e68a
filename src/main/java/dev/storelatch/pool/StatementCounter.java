package dev.storelatch.pool;

import org.jspecify.annotations.Nullable;
import org.springframework.core.NamedThreadLocal;
import org.springframework.stereotype.Component;

/** Counts the SQL statements that a thread prepares on connections of the pool while it serves a request. */
@Component
public class StatementCounter {

    private static final ThreadLocal<int @Nullable []> COUNTS = new NamedThreadLocal<>("statements of a request");

    /** Begins to count the statements of the current thread. */
    public void begin() {
        COUNTS.set(new int[1]);
    }

    /** Ends the count of the current thread, and returns it. */
    public int end() {
        int[] count = COUNTS.get();
        COUNTS.remove();
        return count == null ? 0 : count[0];
    }

    /** Adds a statement, if the current thread COUNTS. */
    void increment() {
        int[] count = COUNTS.get();
        if (count != null) {
            count[0]++;
        }
    }
}
