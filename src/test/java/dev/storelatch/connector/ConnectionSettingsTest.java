package dev.storelatch.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ConnectionSettingsTest {

    @Test
    void theDocumentedDefaultsApply() {
        assertThat(settings(Map.of()))
                .isEqualTo(new ConnectionSettings(
                        null, null, Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(30)));
    }

    @Test
    void theNumberOfConnectionsFollowsTheHeap() {
        long mebibyte = 1024 * 1024;

        assertThat(ConnectionSettings.maxConnections(256 * mebibyte)).isEqualTo(1024);
        assertThat(ConnectionSettings.maxConnections(512 * mebibyte)).isEqualTo(2048);
        assertThat(ConnectionSettings.maxConnections(1 * mebibyte)).isEqualTo(64);
        assertThat(ConnectionSettings.maxConnections(64 * 1024 * mebibyte)).isEqualTo(8192);
    }

    @Test
    void halfOfTheThreadsOrConnectionsMayWaitForClients() {
        ConnectionSettings settings = settings(Map.of("max", "1000"));

        assertThat(settings.maxBlockedRequests(64)).isEqualTo(32);
        assertThat(settings.maxBlockedRequests(null)).isEqualTo(500);
        assertThat(settings(Map.of("max-blocked", "7")).maxBlockedRequests(64)).isEqualTo(7);
    }

    private static ConnectionSettings settings(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate("", ConnectionSettings.class);
    }
}
