package dev.storelatch.pool;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.orm.jpa.JpaSystemException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

class DatabaseOutageTest {

    private static final SQLException LOST = new SQLException("An I/O error occurred", "08006");

    static Stream<Exception> wrappedOutages() {
        return Stream.of(
                LOST,
                new SQLTransientConnectionException("Connection is not available, request timed out"),
                new CannotGetJdbcConnectionException("Failed to obtain JDBC Connection", LOST),
                new DataAccessResourceFailureException("query", LOST),
                new CannotCreateTransactionException("Could not open", new PersistenceException(LOST)),
                new JpaSystemException(new IllegalStateException(LOST)),
                new TransactionSystemException("Could not commit", LOST),
                new IllegalStateException(new RuntimeException(new SQLException("query", "57P01"))));
    }

    @ParameterizedTest
    @MethodSource("wrappedOutages")
    void itIsRecognizedInAnyException(Exception failure) {
        assertThat(DatabaseOutage.isCauseOf(failure)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"08001", "08003", "53200", "53300", "57014", "57P01", "57P03", "58030", "25006"})
    void statesOfAnUnavailableDatabaseAreOutages(String state) {
        assertThat(DatabaseOutage.isCauseOf(new SQLException("", state))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"22021", "23505", "40P01", "42P01", "25P02", "XX000", ""})
    void otherStatesAreNot(String state) {
        assertThat(DatabaseOutage.isCauseOf(new DuplicateKeyException("", new SQLException("", state))))
                .isFalse();
    }

    @Test
    void anExceptionOfAnotherKindIsNot() {
        assertThat(DatabaseOutage.isCauseOf(new IllegalStateException("08006"))).isFalse();
    }

    @Test
    void aLoopOfCausesEnds() {
        IllegalStateException first = new IllegalStateException();
        first.initCause(new IllegalStateException(first));

        assertThat(DatabaseOutage.isCauseOf(first)).isFalse();
    }
}
