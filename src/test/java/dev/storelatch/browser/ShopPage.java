package dev.storelatch.browser;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A storefront's page, on an origin of its own. */
public final class ShopPage implements AutoCloseable {

    private final HttpServer server;

    /** Creates an empty page. */
    public ShopPage() {
        this("");
    }

    /** @param script script of the page, which contains an empty element with the id {@code shop} */
    public ShopPage(String script) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] page = """
                <!doctype html>
                <title>Shop</title>
                <div id="shop"></div>
                <script type="module">%s</script>
                """.formatted(script).getBytes(StandardCharsets.UTF_8);
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.start();
    }

    public String origin() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
