package dev.storelatch.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A backend that treats cookies, CORS and tokens as Medusa 1.20 does: it sets its own {@code connect.sid} on every
 * response to a visitor whose cookie it does not know, preflights included, between two cookies of plug-ins; it sends
 * CORS headers of its own, and accepts bearer tokens that are signed with its {@code JWT_SECRET}. It has products,
 * uploads, and carts that become orders.
 */
public final class MedusaUpstream implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String PRODUCTS = """
            {"products":[{"id":"prod_1","title":"Medusa Coffee Mug"}],"count":1,"offset":0,"limit":100}""";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final String jwtSecret;
    private final String storeCors;
    private final String adminCors;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final List<String> sessions = new CopyOnWriteArrayList<>();
    private final Map<String, Cart> carts = new ConcurrentHashMap<>();

    /**
     * Starts the server.
     *
     * @param jwtSecret the secret of the tokens that it accepts
     * @param storeCors the origin whose pages may call {@code /store}
     * @param adminCors the origin whose pages may call {@code /admin}
     */
    public MedusaUpstream(String jwtSecret, String storeCors, String adminCors) {
        this.jwtSecret = jwtSecret;
        this.storeCors = storeCors;
        this.adminCors = adminCors;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::respond);
        server.start();
    }

    /** A request as it arrived. */
    public record Received(String method, String path, Map<String, List<String>> headers) {

        /** Returns the values of a header, joined as in one line; empty if the header is missing. */
        public Optional<String> header(String name) {
            return headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .map(header -> String.join("; ", header.getValue()))
                    .findFirst();
        }
    }

    /**
     * A cart, and the order that it becomes.
     *
     * @param customerId the customer who was logged in when the cart was last read or changed
     */
    public record Cart(String id, @Nullable String customerId, List<String> variants) {

        Cart of(@Nullable String customer) {
            return customer == null ? this : new Cart(id, customer, variants);
        }

        Cart with(String variant) {
            List<String> all = new ArrayList<>(variants);
            all.add(variant);
            return new Cart(id, customerId, List.copyOf(all));
        }
    }

    private record Answer(int status, String type, String body) {

        static Answer json(String body) {
            return new Answer(200, "application/json; charset=utf-8", body);
        }

        static Answer unauthorized() {
            return new Answer(401, "", "Unauthorized");
        }

        static Answer notFound(String method, String path) {
            return new Answer(404, "text/html; charset=utf-8", "<pre>Cannot %s %s</pre>".formatted(method, path));
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** Returns the requests that have arrived so far. */
    public List<Received> received() {
        return List.copyOf(received);
    }

    /** Returns the last request that arrived. */
    public Received lastReceived() {
        return received.get(received.size() - 1);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void respond(HttpExchange exchange) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            String path = exchange.getRequestURI().getPath();
            byte[] body = exchange.getRequestBody().readAllBytes();
            Headers request = exchange.getRequestHeaders();
            received.add(new Received(method, path, Map.copyOf(request)));
            Headers headers = exchange.getResponseHeaders();
            headers.set("X-Powered-By", "Express");
            cookies(request, headers);
            cors(path, request, headers);
            if (method.equals("OPTIONS")) {
                preflight(request, headers);
                exchange.sendResponseHeaders(204, -1);
                return;
            }
            Answer answer = path.startsWith("/admin")
                    ? admin(method, path, request)
                    : store(method, path, new String(body, UTF_8), request);
            if (!answer.type().isEmpty()) {
                headers.set("Content-Type", answer.type());
            }
            byte[] content = answer.body().getBytes(UTF_8);
            exchange.sendResponseHeaders(answer.status(), content.length);
            exchange.getResponseBody().write(content);
        }
    }

    private Answer admin(String method, String path, Headers request) {
        if (caller(request, "admin", "user_id").isEmpty()) {
            return Answer.unauthorized();
        }
        return path.equals("/admin/products") ? Answer.json(PRODUCTS) : Answer.notFound(method, path);
    }

    private Answer store(String method, String path, String body, Headers request) {
        if (path.equals("/store/products")) {
            return Answer.json(PRODUCTS);
        }
        if (path.startsWith("/uploads/")) {
            return new Answer(200, "image/png", "image");
        }
        if (!path.startsWith("/store/carts")) {
            return Answer.notFound(method, path);
        }
        String customer = caller(request, "store", "customer_id").orElse(null);
        if (path.equals("/store/carts")) {
            Cart cart = new Cart("cart_" + UUID.randomUUID(), customer, List.of());
            carts.put(cart.id(), cart);
            return cart(cart);
        }
        String[] segments = path.split("/", -1);
        Cart cart = carts.computeIfPresent(segments[3], (id, found) -> found.of(customer));
        if (cart == null) {
            return Answer.notFound(method, path);
        }
        return switch (segments.length == 4 ? "" : segments[4]) {
            case "line-items" ->
                cart(carts.compute(
                        cart.id(),
                        (id, found) ->
                                cart.with(JSON.readTree(body).path("variant_id").asString(""))));
            case "complete" -> order(cart);
            default -> cart(cart);
        };
    }

    private static Answer cart(Cart cart) {
        return Answer.json("{\"cart\":" + json(cart.id(), cart) + "}");
    }

    /** An order without a customer gets a new guest, as in Medusa. */
    private static Answer order(Cart cart) {
        Cart owned = cart.customerId() == null ? cart.of("cus_guest_" + UUID.randomUUID()) : cart;
        return Answer.json("{\"type\":\"order\",\"data\":" + json("order_" + UUID.randomUUID(), owned) + "}");
    }

    private static String json(String id, Cart cart) {
        return JSON.createObjectNode()
                .put("id", id)
                .put("customer_id", cart.customerId())
                .putPOJO("items", cart.variants())
                .toString();
    }

    private Optional<String> caller(Headers request, String domain, String idClaim) {
        return Optional.ofNullable(request.getFirst("Authorization"))
                .filter(header -> header.startsWith("Bearer "))
                .flatMap(header -> SignedToken.verified(header.substring("Bearer ".length()), jwtSecret))
                .filter(claims -> claims.path("domain").asString("").equals(domain))
                .map(claims -> claims.path(idClaim))
                .filter(JsonNode::isString)
                .map(JsonNode::asString);
    }

    private void cookies(Headers request, Headers response) {
        response.add("Set-Cookie", "region=eu; Path=/");
        String known = request.getOrDefault("Cookie", List.of()).toString();
        if (sessions.stream().noneMatch(known::contains)) {
            String session = "connect.sid=s%3A" + UUID.randomUUID();
            sessions.add(session);
            response.add("Set-Cookie", session + "; Path=/; Expires=Wed, 21 Oct 2099 07:28:00 GMT; HttpOnly");
        }
        response.add("Set-Cookie", "theme=dark; Path=/; Expires=Wed, 21 Oct 2099 07:28:00 GMT");
    }

    private void cors(String path, Headers request, Headers response) {
        String allowed = path.startsWith("/admin") ? adminCors : storeCors;
        if (path.startsWith("/admin") || path.startsWith("/store")) {
            if (allowed.equals(request.getFirst("Origin"))) {
                response.set("Access-Control-Allow-Origin", allowed);
            }
            response.set("Vary", "Origin");
            response.set("Access-Control-Allow-Credentials", "true");
        }
    }

    private static void preflight(Headers request, Headers response) {
        response.set("Vary", "Origin, Access-Control-Request-Headers");
        response.set("Access-Control-Allow-Methods", "GET,HEAD,PUT,PATCH,POST,DELETE");
        Optional.ofNullable(request.getFirst("Access-Control-Request-Headers"))
                .ifPresent(requested -> response.set("Access-Control-Allow-Headers", requested));
    }
}
