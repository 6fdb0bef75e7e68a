package dev.storelatch.doctor;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Servers on http and https, under every name. {@code /set?attributes} sets the session cookie with these attributes, and
 * {@code /get} tells whether the browser has sent it.
 */
final class CookieServer implements AutoCloseable {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer http;
    private final HttpsServer https;

    CookieServer(Path directory) throws IOException, GeneralSecurityException, InterruptedException {
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        http = HttpServer.create(anyPort, 0);
        https = HttpsServer.create(anyPort, 0);
        https.setHttpsConfigurator(new HttpsConfigurator(TlsProxy.tls(directory.resolve("cookies.p12"))));
        for (HttpServer server : new HttpServer[] {http, https}) {
            server.setExecutor(threads); // a connection without a request must not hold up others
            server.createContext("/", CookieServer::handle);
            server.start();
        }
    }

    /** Returns an address such as {@code https://www.shop.example} with the port of its server. */
    String at(String origin) {
        return origin + ":"
                + (origin.startsWith("https:") ? https : http).getAddress().getPort();
    }

    @Override
    public void close() {
        http.stop(0);
        https.stop(0);
        threads.shutdownNow();
    }

    private static void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String origin = exchange.getRequestHeaders().getFirst("Origin");
            if (origin != null) {
                exchange.getResponseHeaders().set("Access-Control-Allow-Origin", origin);
                exchange.getResponseHeaders().set("Access-Control-Allow-Credentials", "true");
            }
            if (exchange.getRequestURI().getPath().equals("/set")) {
                exchange.getResponseHeaders()
                        .set(
                                "Set-Cookie",
                                "connect.sid=x; Path=/; HttpOnly"
                                        + exchange.getRequestURI().getQuery());
            }
            boolean sent = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Cookie"))
                    .orElse("")
                    .contains("connect.sid=x");
            byte[] body = (sent ? "sent" : "not sent").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
