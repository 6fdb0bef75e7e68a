package dev.storelatch.pool;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Counts the SQL statements that a thread prepares on connections of the pool while it serves a request. */
@Component
public class StatementCounter {

    private final ThreadLocal<int @Nullable []> counts = new ThreadLocal<>();

    /** Begins to count the statements of the current thread. */
    public void begin() {
        counts.set(new int[1]);
    }

    /** Ends the count of the current thread, and returns it. */
    public int end() {
        int[] count = counts.get();
        counts.remove();
        return count == null ? 0 : count[0];
    }

    /** Adds a statement, if the current thread counts. */
    void increment() {
        int[] count = counts.get();
        if (count != null) {
            count[0]++;
        }
    }
}
