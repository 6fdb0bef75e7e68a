package dev.storelatch.doctor;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A proxy on https://localhost in front of a server, which tests make change what it passes on. */
public final class TlsProxy implements AutoCloseable {

    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final Set<String> HOP_BY_HOP =
            Set.of("connection", "content-length", "host", "transfer-encoding", "upgrade", "http2-settings");

    private final HttpsServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient backend =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final SSLContext tls;
    private final int backendPort;

    /** Changes the headers of requests. */
    private volatile Consumer<Headers> request = headers -> {};
    /** Changes the headers of responses. */
    private volatile Consumer<Headers> response = headers -> {};

    private final List<Exchange> passedOn = new CopyOnWriteArrayList<>();
    /** Answers the requests that it accepts, instead of the server. */
    private volatile Answerer answerer = exchange -> false;

    /** A request that was passed on, and the status of its response. */
    public record Exchange(String method, String path, Headers headers, int status) {}

    /** Answers a request, or returns false. */
    public interface Answerer {
        boolean answer(HttpExchange exchange) throws IOException;
    }

    /** @param directory where the key pair is kept */
    public TlsProxy(Path directory, int backendPort)
            throws IOException, GeneralSecurityException, InterruptedException {
        this.backendPort = backendPort;
        this.tls = tls(directory.resolve("proxy.p12"));
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    String origin() {
        return "https://localhost:" + port();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** Returns a client that trusts the proxy's certificate. */
    HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(tls)
                .build();
    }

    void onRequest(Consumer<Headers> change) {
        request = change;
    }

    void onResponse(Consumer<Headers> change) {
        response = change;
    }

    public void answer(Answerer instead) {
        answerer = instead;
    }

    /** Returns the requests so far that were passed on, in the order of their responses. */
    public List<Exchange> passedOn() {
        return List.copyOf(passedOn);
    }

    void reset() {
        onRequest(headers -> {});
        onResponse(headers -> {});
        answer(exchange -> false);
    }

    /** Sends a response without passing the request on. */
    static void send(HttpExchange exchange, int status, String... headers) throws IOException {
        for (int i = 0; i < headers.length; i += 2) {
            exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
        }
        exchange.sendResponseHeaders(status, -1);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (answerer.answer(exchange)) {
                return;
            }
            Headers sent = new Headers();
            sent.putAll(exchange.getRequestHeaders());
            sent.set("X-Forwarded-For", "203.0.113.7");
            sent.set("X-Forwarded-Proto", "https");
            sent.set(
                    "X-Forwarded-Host",
                    String.valueOf(exchange.getRequestHeaders().getFirst("Host")));
            request.accept(sent);
            HttpResponse<byte[]> received = forward(exchange, sent);
            received.headers().map().forEach((name, values) -> {
                if (!HOP_BY_HOP.contains(name)) {
                    exchange.getResponseHeaders().put(name, new ArrayList<>(values));
                }
            });
            response.accept(exchange.getResponseHeaders());
            passedOn.add(new Exchange(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getPath(),
                    exchange.getRequestHeaders(),
                    received.statusCode()));
            byte[] body = received.body();
            exchange.sendResponseHeaders(received.statusCode(), body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    private HttpResponse<byte[]> forward(HttpExchange exchange, Headers sent) throws IOException {
        HttpRequest.Builder builder = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + backendPort + exchange.getRequestURI()))
                .method(
                        exchange.getRequestMethod(),
                        BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
        sent.forEach((name, values) -> {
            if (!HOP_BY_HOP.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> builder.header(name, value));
            }
        });
        try {
            return backend.send(builder.build(), BodyHandlers.ofByteArray());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException(stopped);
        }
    }

    /** Creates a key pair for localhost in the file, and returns a context that has it and trusts it. */
    static SSLContext tls(Path store) throws IOException, GeneralSecurityException, InterruptedException {
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "proxy",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(PASSWORD)))
                .redirectErrorStream(true)
                .start();
        String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IOException(output);
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(store)) {
            keys.load(file, PASSWORD);
        }
        KeyManagerFactory identity = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        identity.init(keys, PASSWORD);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("proxy", keys.getCertificate("proxy"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(identity.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
