package dev.storelatch.database;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.storelatch.core.StartupException;
import dev.storelatch.support.TestPostgres;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The server that waits until its database has started is tested in {@code outage}. */
@Timeout(30)
class FirstConnectionTest {

    @Test
    void aDatabaseThatCannotBeReachedIsWaitedForUntilTheTimeout() {
        assertThatThrownBy(() -> open("jdbc:postgresql://127.0.0.1:1/shop", Duration.ofSeconds(1)))
                .isInstanceOf(StartupException.class)
                .hasMessageStartingWith("The database cannot be reached: Connection to 127.0.0.1:1 refused.");
    }

    @Test
    void anUnknownHostIsNamed() {
        assertThatThrownBy(() -> open("jdbc:postgresql://no-such-host.invalid/shop", Duration.ZERO))
                .isInstanceOf(StartupException.class)
                .hasMessage("The database cannot be reached: the host no-such-host.invalid is unknown");
    }

    @Test
    void aDatabaseThatDoesNotExistIsNotWaitedFor() {
        String url = TestPostgres.newDatabase().replaceFirst("/test\\d+", "/nowhere");

        assertThatThrownBy(() -> open(url, Duration.ofHours(1)))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("database \"nowhere\" does not exist");
    }

    /** Nothing of the URL is in the message, since it may contain a password. */
    @Test
    void aMalformedUrlIsNotWaitedFor() {
        assertThatThrownBy(() -> open("jdbc:postgresql://127.0.0.1:x/shop?password=secret", Duration.ofHours(1)))
                .isInstanceOf(StartupException.class)
                .hasMessage("The database cannot be reached: its URL is malformed");
    }

    private static void open(String url, Duration timeout) {
        new FirstConnection(new DriverManagerDataSource(url), timeout).open();
    }
}
