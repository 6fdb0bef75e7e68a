package dev.storelatch.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackOffTest {

    private final BackOff backOff = new BackOff(Duration.ofSeconds(30));

    @ParameterizedTest
    @CsvSource({"1, 30", "2, 60", "4, 240", "7, 1920", "8, 3600", "1000000, 3600"})
    void theDelayDoublesUpToAnHour(int failedAttempts, int seconds) {
        assertThat(backOff.delay(failedAttempts, Duration.ZERO))
                .isBetween(Duration.ofSeconds(seconds), Duration.ofSeconds(seconds * 5L / 4 + 1));
    }

    @Test
    void messagesThatFailTogetherAreNotSentTogetherAgain() {
        assertThat(IntStream.range(0, 20)
                        .mapToObj(i -> backOff.delay(1, Duration.ZERO))
                        .distinct())
                .hasSizeGreaterThan(10);
    }

    @ParameterizedTest
    @CsvSource({"120, 120", "10, 30", "864000000, 3600"})
    void aReceiverCanAskForALongerDelayUpToAnHour(long retryAfter, int seconds) {
        assertThat(backOff.delay(1, Duration.ofSeconds(retryAfter)))
                .isBetween(Duration.ofSeconds(seconds), Duration.ofSeconds(seconds * 5L / 4 + 1));
    }

    @Test
    void theShortestAndTheLongestSettingsDoNotOverflow() {
        assertThat(new BackOff(Duration.ofMillis(10)).delay(60, Duration.ZERO)).isGreaterThan(Duration.ofMinutes(59));
        assertThat(new BackOff(Duration.ofDays(3650)).delay(60, Duration.ZERO)).isLessThan(Duration.ofMinutes(76));
    }
}
