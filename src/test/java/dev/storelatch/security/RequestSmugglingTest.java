package dev.storelatch.security;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.support.Api;
import dev.storelatch.support.ServerTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * ASVS 4.2.1, RFC 9112 §6.3, §11.2: where two servers could disagree on the end of a request, what follows is not taken
 * for another request, and the connection is closed.
 */
@ServerTest
class RequestSmugglingTest {

    private static final String SMUGGLED = "GET /smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n";

    @Autowired
    Api api;

    /** The second request would be answered if the body ended where only one of the two headers says. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n",
                "Content-Length: 0\r\nContent-Length: 46\r\n\r\n",
                "Content-Length: 46\r\nContent-Length: 0\r\n\r\n",
                "Content-Length: 0, 46\r\n\r\n",
                "Content-Length: +0\r\n\r\n",
                "Content-Length: -1\r\n\r\n",
                "Content-Length: 0x0\r\n\r\n",
                "Content-Length: 0 0\r\n\r\n",
                "Content-Length : 46\r\n\r\n",
                "Content_Length: 46\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding:\u000bchunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n\r\n0\r\n\r\n",
                "X: x\n Transfer-Encoding: chunked\r\nContent-Length: 0, 1\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n-1\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n0x0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n10000000000000000\r\n\r\n"
            })
    void ambiguousLengthClosesTheConnection(String rest) throws IOException {
        for (String path : new String[] {"/store/auth", "/health", "/nope", "/verify/store"}) {
            String answer = send("POST " + path + " HTTP/1.1\r\nHost: localhost\r\n" + rest + SMUGGLED);

            assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain("Cannot GET /smuggled");
            assertThat(answer.split("HTTP/1\\.1 \\d", -1)).as(answer).hasSize(2);
        }
    }

    /** Shows that the server answers two requests of one connection, so that the test above could fail. */
    @Test
    void unambiguousRequestsAreAnsweredOneAfterTheOther() throws IOException {
        assertThat(send("POST /nope HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n" + SMUGGLED))
                .contains("Cannot POST /nope", "Cannot GET /smuggled");
        assertThat(send("POST /nope HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
                        + SMUGGLED))
                .contains("Cannot POST /nope", "Cannot GET /smuggled");
    }

    /** A body that a route does not read is not taken for the next request. */
    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/json", "multipart/form-data; boundary=x"})
    void bodyIsNoRequest(String type) throws IOException {
        for (String request : new String[] {"GET /health", "POST /store/auth", "GET /nope", "DELETE /store/auth"}) {
            assertThat(send(request + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type + "\r\nContent-Length: "
                            + SMUGGLED.length() + "\r\n\r\n" + SMUGGLED))
                    .doesNotContain("Cannot GET /smuggled");
        }
    }

    private String send(String requests) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(requests.getBytes(ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        } catch (SocketException reset) {
            throw new AssertionError("the connection was reset without a response", reset);
        }
    }
}
