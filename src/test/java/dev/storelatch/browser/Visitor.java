package dev.storelatch.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The requests of a page: with the cookies of all responses so far, as in a browser, and a bearer token if it has one. */
final class Visitor {

    private final CookieManager cookies;
    private final HttpClient client;
    private final String url;
    private final String origin;
    private @Nullable String token;

    private Visitor(String url, String origin, CookieManager cookies) {
        this.url = url;
        this.origin = origin;
        this.cookies = cookies;
        this.client = HttpClient.newBuilder().cookieHandler(cookies).build();
    }

    /** @param origin the page's origin */
    Visitor(int port, String origin) {
        this("http://localhost:" + port, origin, new Cookies());
    }

    /** Ignores an empty {@code Set-Cookie}, which Caddy leaves, as browsers do (RFC 6265 §5.2). */
    private static final class Cookies extends CookieManager {

        @Override
        public void put(URI uri, Map<String, List<String>> headers) throws IOException {
            List<String> set = headers.getOrDefault("Set-Cookie", List.of()).stream()
                    .filter(cookie -> !cookie.isEmpty())
                    .toList();
            super.put(uri, Map.of("Set-Cookie", set));
        }
    }

    /** A response; a body that is not JSON is missing. */
    record Answer(int status, JsonNode body) {}

    /** Returns a page of another origin in the same browser: it has the same cookies, and no token. */
    Visitor inSameBrowser(String otherOrigin) {
        return new Visitor(url, otherOrigin, cookies);
    }

    void use(String bearerToken) {
        token = bearerToken;
    }

    Answer get(String path) {
        return send("GET", path, null);
    }

    Answer post(String path, Map<String, String> body) {
        return send("POST", path, body);
    }

    Answer delete(String path) {
        return send("DELETE", path, Map.of());
    }

    /** Sends what a browser sends before a request of another origin. What the response sets must do no harm. */
    void preflight(String path) {
        send(HttpRequest.newBuilder(URI.create(url + path))
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "GET")
                .method("OPTIONS", BodyPublishers.noBody()));
    }

    private Answer send(String method, String path, @Nullable Map<String, String> body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url + path)).header("Origin", origin);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (body == null) {
            return send(request.method(method, BodyPublishers.noBody()));
        }
        return send(request.header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(body))));
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            boolean json = response.headers()
                    .firstValue("Content-Type")
                    .filter(type -> type.startsWith("application/json"))
                    .isPresent();
            return new Answer(response.statusCode(), JsonMapper.shared().readTree(json ? response.body() : "{}"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
