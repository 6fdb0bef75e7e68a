package dev.storelatch.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.storelatch.core.StartupException;
import dev.storelatch.pool.StatementObserver;
import dev.storelatch.support.ServerTest;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Nothing is traced unless a receiver is set. */
@ServerTest
class TracingOffTest {

    @Autowired
    ApplicationContext context;

    @Test
    void withoutAReceiverNothingIsTraced() {
        assertThat(context.getBeansOfType(Tracing.class)).isEmpty();
        assertThat(context.getBeansOfType(StatementObserver.class)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"collector:4318", "/v1/traces", "grpc://collector:4317", "http://user:key@collector/v1"})
    void anAddressThatIsNoReceiverIsRefused(String endpoint) {
        assertThatThrownBy(() -> new TracingSettings(URI.create(endpoint), null, 1))
                .isInstanceOf(StartupException.class)
                .hasMessageNotContaining("key");
    }
}
