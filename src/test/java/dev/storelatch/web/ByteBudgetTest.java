package dev.storelatch.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.storelatch.core.Failure;
import dev.storelatch.support.ConcurrentCalls;
import org.junit.jupiter.api.Test;

class ByteBudgetTest {

    private static final long SMALL = ByteBudget.SMALL;

    private final ByteBudget budget = new ByteBudget(8 * SMALL);

    @Test
    void aReservationIsRefusedIfTooLittleIsLeft() {
        ByteBudget.Reservation first = budget.open();
        first.resizeTo(5 * SMALL);
        try (ByteBudget.Reservation second = budget.open()) {
            assertRefused(second, 2 * SMALL);
            first.close();
            second.resizeTo(2 * SMALL);
        }
        assertThat(budget.used()).isZero();
    }

    @Test
    void theLastQuarterIsForSmallBodies() {
        try (ByteBudget.Reservation large = budget.open();
                ByteBudget.Reservation small = budget.open()) {
            large.resizeTo(6 * SMALL);
            assertRefused(large, 6 * SMALL + 1);

            small.resizeTo(SMALL);
            assertRefused(small, SMALL + 1);
        }
    }

    @Test
    void aRefusalLeavesTheReservationAsItWas() {
        try (ByteBudget.Reservation reservation = budget.open()) {
            reservation.resizeTo(10);
            assertRefused(reservation, 100 * SMALL);

            assertThat(budget.used()).isEqualTo(10);
        }
        assertThat(budget.used()).isZero();
    }

    @Test
    void aReservationCanBeReducedEvenIfNothingIsLeft() {
        try (ByteBudget.Reservation reservation = budget.open();
                ByteBudget.Reservation other = budget.open()) {
            reservation.resizeTo(6 * SMALL);
            other.resizeTo(SMALL);
            reservation.resizeTo(6 * SMALL - 1);
            reservation.growTo(40);

            assertThat(budget.used()).isEqualTo(7 * SMALL - 1);
        }
    }

    @Test
    void concurrentReservationsNeverExceedTheBudgetAndAreGivenBack() throws Exception {
        ConcurrentCalls.run(8, thread -> {
            for (int i = 0; i < 10_000; i++) {
                try (ByteBudget.Reservation reservation = budget.open()) {
                    reservation.resizeTo(SMALL);
                    reservation.growTo(2 * SMALL);
                } catch (Failure.ServiceUnavailable refused) {
                    assertThat(refused.retryAfter()).isPositive();
                }
            }
            return thread;
        });

        assertThat(budget.used()).isZero();
    }

    private static void assertRefused(ByteBudget.Reservation reservation, long bytes) {
        assertThatExceptionOfType(Failure.ServiceUnavailable.class).isThrownBy(() -> reservation.resizeTo(bytes));
    }
}
