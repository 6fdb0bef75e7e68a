package dev.storelatch.support;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server that offers the range search of Have I Been Pwned at {@code /range/}, and can misbehave. */
public final class BreachService implements AutoCloseable {

    private static final String OTHERS =
            "0018A45C4D1DEF81644B54AB7F969B88D65:10\r\n00D4F6E8FA6EECAD2A3AA415EEC418D38EC:2\r\n";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Headers> headers = new CopyOnWriteArrayList<>();
    private volatile Handler handler = exchange -> send(exchange, 200, OTHERS);

    /** Starts the server, which knows no password. */
    public BreachService() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/range/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    /** What the server does with a request. */
    @FunctionalInterface
    public interface Handler {
        void handle(HttpExchange exchange) throws IOException, InterruptedException;
    }

    /** Returns the address for the setting {@code storelatch.password.breach-check.url}. */
    public String url() {
        return "http://localhost:%d/range/".formatted(server.getAddress().getPort());
    }

    /** Has the server know these passwords. */
    public void know(String... passwords) {
        respond(range(7, passwords));
    }

    /** Has the server do this with each request. */
    public void respond(Handler changed) {
        handler = changed;
    }

    /** Has the server respond to each request with this. */
    public void respond(int status, String body) {
        respond(exchange -> send(exchange, status, body));
    }

    /** Returns the paths of all requests. */
    public List<String> requests() {
        return requests;
    }

    /** Returns the headers of the latest request. */
    public Headers headers() {
        return headers.get(headers.size() - 1);
    }

    /** Returns the rest of a password's hash, as in a response. */
    public static String rest(String password) {
        return sha1(password).substring(5);
    }

    /** Returns a handler that sends the range that is asked for, with these passwords. */
    public static Handler range(int count, String... passwords) {
        return exchange -> {
            StringBuilder lines = new StringBuilder(OTHERS);
            for (String password : passwords) {
                if (exchange.getRequestURI().getPath().equals("/range/" + prefix(password))) {
                    lines.append(rest(password)).append(':').append(count).append("\r\n");
                }
            }
            send(exchange, 200, lines.toString());
        };
    }

    /** Returns the part of a password's hash that may leave the server. */
    public static String prefix(String password) {
        return sha1(password).substring(0, 5);
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        requests.add(exchange.getRequestURI().toString());
        headers.add(exchange.getRequestHeaders());
        try (exchange) {
            handler.handle(exchange);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private static String sha1(String password) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest(password.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().withUpperCase().formatHex(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
