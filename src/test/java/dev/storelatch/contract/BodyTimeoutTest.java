package dev.storelatch.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.support.Api;
import dev.storelatch.support.ServerTest;
import dev.storelatch.support.TestClock;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** The time limit for the body of a request. */
@ServerTest
@TestPropertySource(properties = "storelatch.connections.body-timeout=1s")
class BodyTimeoutTest {

    @Autowired
    Api api;

    @Autowired
    TestClock clock;

    @Test
    void aBodyThatStallsIsRefused() throws IOException {
        try (Socket socket = startBody()) {
            assertTimedOut(socket);
        }
    }

    /** Each byte arrives in time, but the body as a whole does not. */
    @Test
    void aBodyThatTakesLongerThanTenSecondsIsRefused() throws IOException {
        try (Socket socket = startBody()) {
            clock.advance(Duration.ofSeconds(11));
            send(socket, " ");
            assertTimedOut(socket);
        }
    }

    /** Returns a connection on which the server has begun to read a body. */
    private Socket startBody() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.port());
        socket.setSoTimeout(20_000);
        send(socket, """
                POST /store/auth HTTP/1.1\r
                Host: localhost\r
                Content-Type: application/json\r
                Content-Length: 100\r
                Connection: close\r
                Expect: 100-continue\r
                \r
                {""");
        byte[] interim = "HTTP/1.1 100 \r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        assertThat(socket.getInputStream().readNBytes(interim.length)).isEqualTo(interim);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void assertTimedOut(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                .startsWith("HTTP/1.1 408 ")
                .contains("Access-Control-Allow-Credentials: true")
                .endsWith("{\"type\":\"invalid_data\",\"message\":\"The request's body took too long to arrive\"}");
    }
}
