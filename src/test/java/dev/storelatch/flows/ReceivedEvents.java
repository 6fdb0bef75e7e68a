package dev.storelatch.flows;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.test.context.DynamicPropertyRegistry;

/** A shop's server that receives events by webhook. */
final class ReceivedEvents {

    static final String SECRET = "webhook-secret-7XyPq3LhGdUeR9sJvB1kHnZQ4cT8p";

    private final List<String> events = new CopyOnWriteArrayList<>();
    private final HttpServer shop;

    ReceivedEvents() {
        try {
            shop = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        shop.createContext("/", exchange -> {
            events.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        shop.start();
    }

    /** Makes the server under test send its events here. */
    void register(DynamicPropertyRegistry properties) {
        properties.add(
                "storelatch.webhook.url",
                () -> "http://127.0.0.1:" + shop.getAddress().getPort() + "/events");
        properties.add("storelatch.webhook.secrets", () -> SECRET);
        properties.add("storelatch.webhook.allow-private", () -> "127.0.0.1");
    }

    /** Returns the bodies of the requests, in their order. */
    List<String> bodies() {
        return events;
    }

    void stop() {
        shop.stop(0);
    }
}
