package dev.storelatch.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Long work reports its progress, and short work nothing. */
class ProgressTest {

    private final List<String> lines = new ArrayList<>();
    private long now = 1_000;

    private final Progress progress = new Progress("customer", 100_000, lines::add, () -> now);

    @Test
    void workOfLessThanFiveSecondsReportsNothing() {
        advance(4, 50_000);

        assertThat(lines).isEmpty();
    }

    @Test
    void rateAndTimeLeftAreThoseOfTheWholeWork() {
        advance(5, 500);
        advance(1, 100);
        advance(4, 400);

        assertThat(lines)
                .containsExactly(
                        "customer: 500 of 100000, 100 a second, 0:16:35 left",
                        "customer: 1000 of 100000, 100 a second, 0:16:30 left");
    }

    @Test
    void rowsThatWereAddedMeanwhileLeaveNoNegativeTime() {
        advance(10, 200_000);

        assertThat(lines).containsExactly("customer: 200000 of 100000, 20000 a second, 0:00:00 left");
    }

    private void advance(int seconds, long rows) {
        now += Duration.ofSeconds(seconds).toNanos();
        progress.add(rows);
    }
}
