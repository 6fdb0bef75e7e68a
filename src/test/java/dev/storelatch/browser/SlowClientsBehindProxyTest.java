package dev.storelatch.browser;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.support.RawHttp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Incomplete requests stay in the proxies: the server behind them, which this test replaces, sees no byte of them. */
@Tag("browser")
class SlowClientsBehindProxyTest {

    private static final String HEAD = "POST /store/auth HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
    private static final String BODY = "x".repeat(60_000);

    @TempDir
    Path folder;

    private final List<Socket> clients = new ArrayList<>();
    private final List<String> received = new CopyOnWriteArrayList<>();

    @SuppressWarnings("NullAway.Init") // before each test
    private ServerSocket server;

    @SuppressWarnings("NullAway.Init") // by each test, unless it is skipped
    private ReverseProxy proxy;

    @BeforeEach
    void startTheServer() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "server behind the proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket client : clients) {
            client.close();
        }
        if (proxy != null) {
            proxy.close();
        }
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void incompleteRequestsDoNotReachTheServer(ReverseProxy.Program program) throws IOException {
        proxy = program.start(folder, server.getLocalPort(), 1);
        List<Socket> stalled = List.of(
                send(HEAD),
                send(HEAD + "Content-Length: 1000\r\n\r\n{"),
                send(HEAD + "Content-Length: 100000\r\n\r\n" + BODY),
                send(HEAD + "Transfer-Encoding: chunked\r\n\r\nea60\r\n" + BODY));
        Socket completed = send(HEAD + "Content-Length: 60001\r\n\r\n" + BODY);

        new RawHttp(proxy.port()).send("POST", "/store/auth", Map.of(), "complete");
        assertThat(received).singleElement().asString().endsWith("complete");
        completed.getOutputStream().write('y');
        assertThat(answer(completed)).startsWith("HTTP/1.1 200");
        assertThat(received).hasSize(2).last().asString().endsWith(BODY + "y");

        for (Socket client : stalled) {
            answer(client); // until the proxy closes the connection
        }
        assertThat(received).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource
    void bodiesThatAreTooLargeDoNotReachTheServer(ReverseProxy.Program program) throws IOException {
        proxy = program.start(folder, server.getLocalPort(), 1);

        InputStream response = send(HEAD + "Content-Length: 120000\r\n\r\n").getInputStream();
        assertThat(new String(response.readNBytes(12), US_ASCII)).isEqualTo("HTTP/1.1 413");
        assertThat(received).isEmpty();
    }

    private Socket send(String bytes) throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        client.setSoTimeout(60_000);
        clients.add(client);
        client.getOutputStream().write(bytes.getBytes(US_ASCII));
        return client;
    }

    private static String answer(Socket client) throws IOException {
        try {
            return new String(client.getInputStream().readAllBytes(), US_ASCII);
        } catch (SocketException e) {
            return "connection reset";
        }
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket connection = server.accept()) {
                received.add(request(connection.getInputStream()));
                connection
                        .getOutputStream()
                        .write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".getBytes(US_ASCII));
            } catch (IOException e) {
                received.add("error: " + e);
            }
        }
    }

    /** Reads until the end of the body, which these requests have, or of the connection. */
    private static String request(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0; next = in.read()) {
            bytes.write(next);
            String text = bytes.toString(US_ASCII);
            int end = text.indexOf("\r\n\r\n");
            if (end >= 0) {
                int length = contentLength(text.substring(0, end));
                bytes.write(in.readNBytes(length));
                return bytes.toString(US_ASCII);
            }
        }
        return bytes.toString(US_ASCII);
    }

    private static int contentLength(String head) {
        return head.lines()
                .filter(line -> line.regionMatches(true, 0, "Content-Length:", 0, 15))
                .map(line -> Integer.parseInt(line.substring(15).strip()))
                .findFirst()
                .orElse(0);
    }
}
