package dev.storelatch.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.storelatch.support.TestClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BodySourceTest {

    private final TestClock clock = new TestClock();

    @Test
    void asManyBytesAsAreAcceptedCanBeRead() throws IOException {
        assertThat(source(10, 10).readAllBytes()).hasSize(10);
    }

    @Test
    void moreBytesAreRefused() {
        assertThatExceptionOfType(BodySource.TooLargeException.class)
                .isThrownBy(() -> source(11, 10).readAllBytes());
    }

    @Test
    void singleBytesCount() throws IOException {
        BodySource source = source(2, 1);
        assertThat(source.read()).isZero();

        assertThatExceptionOfType(BodySource.TooLargeException.class).isThrownBy(source::read);
    }

    @Test
    void bytesThatArriveTooLateAreRefused() throws IOException {
        BodySource source = source(2, 2);
        clock.advance(Duration.ofSeconds(5));
        assertThat(source.read()).isZero();
        clock.advance(Duration.ofSeconds(6));

        assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(source::read);
    }

    private BodySource source(int bytes, int maxBytes) {
        return new BodySource(new ByteArrayInputStream(new byte[bytes]), maxBytes, clock, Duration.ofSeconds(10));
    }
}
