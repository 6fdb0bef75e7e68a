import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The customers of the drill {@code drills/failover}. They use two servers at random, write down what these have
 * acknowledged, and check at the end that all of it holds on both. Usage: {@code java FailoverClient.java PORT PORT
 * WEBHOOK_PORT}. Each line on the standard input is a command: {@code begin NAME} and {@code end NAME} of a round, and
 * {@code verify}, which ends the program, with exit code 1 if a rule was broken. It receives events at {@code /events}, and
 * responds at {@code /started} once customers are at work.
 */
class FailoverClient {

    private static final int CUSTOMERS = 4;
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(40);
    private static final Pattern EMAIL = Pattern.compile("\"email\":\"([^\"]+)\"");
    private static final Pattern TOKEN = Pattern.compile("\"token\":\"([^\"]+)\"");
    private static final Pattern ACCESS = Pattern.compile("\"access_token\":\"([^\"]+)\"");
    private static final Pattern REFRESH = Pattern.compile("\"refresh_token\":\"([^\"]+)\"");
    private static final Pattern COOKIE = Pattern.compile("connect\\.sid=([^;]+)");
    private static final Pattern PHONE = Pattern.compile("\"phone\":\"(\\d+)\"");

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final List<Server> servers;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger number = new AtomicInteger();

    /** Tokens of resets, by e-mail address. */
    private final Map<String, String> mailed = new ConcurrentHashMap<>();

    private final Queue<Fact> facts = new ConcurrentLinkedQueue<>();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final Map<String, Integer> acknowledged = new ConcurrentSkipListMap<>();
    private final Map<String, Integer> statuses = new ConcurrentSkipListMap<>();
    private volatile long longestRequest;
    private volatile boolean running = true;

    /** Something that a server has acknowledged, and that must hold for ever. */
    private record Fact(String text, Callable<Boolean> check) {}

    private record Answer(int status, String body, String cookie) {}

    /** Thrown if a request was not acknowledged: it was carried out as a whole or not at all. */
    private static class Unacknowledged extends RuntimeException {

        Unacknowledged(String request) {
            super(request);
        }
    }

    /** Measures the longest time without a success. */
    private static class Outage {

        private long last = System.nanoTime();
        private long longest;

        synchronized void succeeded() {
            long now = System.nanoTime();
            longest = Math.max(longest, now - last);
            last = now;
        }

        synchronized void begin() {
            last = System.nanoTime();
            longest = 0;
        }

        synchronized double seconds() {
            return Math.max(longest, System.nanoTime() - last) / 1e9;
        }
    }

    private static class Server {

        final String url;
        final Outage reads = new Outage();
        final Outage writes = new Outage();

        Server(String port) {
            url = "http://127.0.0.1:" + port;
        }
    }

    private static class Customer {

        final String email;
        String password = "correct horse " + System.nanoTime();

        /** The new password of a request that was not acknowledged, else null. */
        String requested;

        /** Passwords that do not count any more. */
        final List<String> former = new ArrayList<>();

        Customer(String email) {
            this.email = email;
        }

        String credentials() {
            return credentials(password);
        }

        String credentials(String password) {
            return "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password);
        }
    }

    FailoverClient(List<Server> servers) {
        this.servers = servers;
    }

    public static void main(String[] ports) {
        boolean kept = false;
        try {
            FailoverClient client = new FailoverClient(List.of(new Server(ports[0]), new Server(ports[1])));
            HttpServer receiver = client.receiveEvents(Integer.parseInt(ports[2]));
            client.start();
            receiver.createContext("/started", FailoverClient::accept);
            client.obey(new BufferedReader(new InputStreamReader(System.in)));
            kept = client.verify();
        } catch (Exception failed) {
            failed.printStackTrace();
        }
        System.exit(kept ? 0 : 1);
    }

    private void obey(BufferedReader commands) throws IOException {
        for (String line = commands.readLine(); line != null && !line.equals("verify"); line = commands.readLine()) {
            if (line.startsWith("begin ")) {
                begin();
            } else if (line.startsWith("end ")) {
                end(line.substring(4));
            }
        }
    }

    private HttpServer receiveEvents(int port) throws IOException {
        HttpServer receiver = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        receiver.createContext("/events", exchange -> {
            String event = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String token = find(TOKEN, event);
            if (token != null) {
                mailed.put(find(EMAIL, event), token);
            }
            accept(exchange);
        });
        receiver.start();
        return receiver;
    }

    private static void accept(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }

    // ---- load

    private void start() {
        String live = registered(servers.get(0), newCustomer());
        Customer loggedOut = newCustomer();
        String cookie = registered(servers.get(0), loggedOut);
        String token = bearer(call(servers.get(0), "POST", "/store/auth/token", null, loggedOut.credentials()));
        expect(200, call(servers.get(0), "DELETE", "/store/auth", cookie, null));
        expect(200, call(servers.get(0), "DELETE", "/store/auth", token, null));
        for (Server server : servers) {
            threads.execute(() -> repeat(50, () -> read(server, live)));
            threads.execute(() -> repeat(100, () -> readEnded(server, cookie, token)));
            threads.execute(writer(server));
        }
        for (int i = 0; i < CUSTOMERS; i++) {
            threads.execute(() -> repeat(200, this::shop));
        }
    }

    private void repeat(long pause, Runnable step) {
        while (running) {
            try {
                step.run();
            } catch (Unacknowledged outage) {
                // is counted already
            } catch (RuntimeException bug) {
                faults.add(bug.toString());
            }
            sleep(pause);
        }
    }

    private void read(Server server, String cookie) {
        expect(200, call(server, "GET", "/store/customers/me", cookie, null));
        server.reads.succeeded();
    }

    /** What has ended must never work again, not even while a former primary wakes up. */
    private void readEnded(Server server, String cookie, String token) {
        expect(401, call(server, "GET", "/store/customers/me", cookie, null));
        expect(401, call(server, "GET", "/store/customers/me", token, null));
    }

    /** Writes increasing numbers: the last one that was acknowledged, or a later one, must be there at the end. */
    private Runnable writer(Server server) {
        Customer customer = newCustomer();
        String cookie = registered(server, customer);
        AtomicInteger sent = new AtomicInteger(1_000_000);
        AtomicInteger kept = new AtomicInteger();
        facts.add(new Fact("the last acknowledged write is kept", () -> {
            String phone = find(PHONE, call(any(), "GET", "/store/customers/me", cookie, null).body);
            return Integer.parseInt(phone) >= kept.get() && Integer.parseInt(phone) <= sent.get();
        }));
        return () -> repeat(50, () -> {
            String body = "{\"phone\":\"%d\"}".formatted(sent.incrementAndGet());
            expect(200, call(server, "POST", "/store/customers/me", cookie, body));
            kept.set(sent.get());
            server.writes.succeeded();
        });
    }

    private void shop() {
        Customer customer = newCustomer();
        String own;
        try {
            own = registered(any(), customer);
        } catch (Unacknowledged unknown) {
            facts.add(new Fact("a registration is whole or has not happened: " + customer.email, () -> {
                Answer token = call(any(), "POST", "/store/auth/token", null, customer.credentials());
                return token.status == 401 || (token.status == 200 && me(bearer(token)) == 200);
            }));
            throw unknown;
        }
        acknowledge("registration", "a customer logs in with the one valid password: " + customer.email, () -> logsIn(customer));
        int kind = ThreadLocalRandom.current().nextInt(5);
        if (kind < 3) {
            acknowledge("log-in by cookie", "a session that nobody has ended is live", () -> me(own) == 200);
        }
        switch (kind) {
            case 0 -> logOutByCookie(customer);
            case 1 -> logOutByToken(customer);
            case 2 -> refresh(customer);
            case 3 -> changePassword(customer, own);
            default -> reset(customer, own);
        }
    }

    /** Returns the header with the cookie of the new session. */
    private String registered(Server server, Customer customer) {
        return "Cookie: connect.sid="
                + expect(200, call(server, "POST", "/store/customers", null, customer.credentials())).cookie;
    }

    private void logOutByCookie(Customer customer) {
        String cookie = "Cookie: connect.sid="
                + expect(200, call(any(), "POST", "/store/auth", null, customer.credentials())).cookie;
        expect(200, call(any(), "DELETE", "/store/auth", cookie, null));
        ended("log-out by cookie", cookie);
    }

    private void logOutByToken(Customer customer) {
        String token = bearer(expect(200, call(any(), "POST", "/store/auth/token", null, customer.credentials())));
        expect(200, call(any(), "DELETE", "/store/auth", token, null));
        ended("log-out by token", token);
    }

    /** Refreshes once, and repeats a request without a response, as a client does. */
    private void refresh(Customer customer) {
        String body = customer.credentials().replace("}", ",\"offline_access\":true}");
        String first = find(REFRESH, expect(200, call(any(), "POST", "/store/auth/token", null, body)).body);
        Answer answer = refresh(first);
        while (answer.status != 200 && answer.status != 401 && running) {
            sleep(200);
            answer = refresh(first);
        }
        String second = find(REFRESH, answer.body);
        if (second != null) {
            acknowledge("refresh", "the new refresh token works once, and the old one does not", () -> {
                Answer third = refresh(second);
                return third.status == 200 && me(bearer(third)) == 200 && refresh(first).status == 401;
            });
        }
    }

    private Answer refresh(String token) {
        String body = "{\"grant_type\":\"refresh_token\",\"refresh_token\":\"%s\"}".formatted(token);
        try {
            return call(any(), "POST", "/store/auth/token", null, body);
        } catch (Unacknowledged lost) {
            return new Answer(503, "", null);
        }
    }

    private void changePassword(Customer customer, String own) {
        String other = bearer(expect(200, call(any(), "POST", "/store/auth/token", null, customer.credentials())));
        setPassword(customer, "password change", List.of(other), password -> {
            expect(200, call(any(), "POST", "/store/customers/me", own, "{\"password\":\"%s\"}".formatted(password)));
        });
    }

    private void reset(Customer customer, String own) {
        expect(204, call(any(), "POST", "/store/customers/password-token", null, "{\"email\":\"%s\"}".formatted(customer.email)));
        acknowledge("request of a reset", "a link is sent", () -> mailed.containsKey(customer.email));
        while (!mailed.containsKey(customer.email)) {
            if (!running) {
                return;
            }
            sleep(50);
        }
        setPassword(customer, "password reset", List.of(own), password -> {
            String body = "{\"email\":\"%s\",\"password\":\"%s\",\"token\":\"%s\"}"
                    .formatted(customer.email, password, mailed.get(customer.email));
            expect(200, call(any(), "POST", "/store/customers/password-reset", null, body));
        });
    }

    private interface PasswordRequest {
        void send(String password);
    }

    private void setPassword(Customer customer, String what, List<String> others, PasswordRequest request) {
        String password = "another horse " + System.nanoTime();
        customer.requested = password;
        try {
            request.send(password);
        } catch (Unacknowledged unknown) {
            facts.add(new Fact("a " + what + " ends the log-ins or has not happened: " + customer.email, () -> {
                boolean changed = call(any(), "POST", "/store/auth/token", null, customer.credentials(password)).status == 200;
                return me(others.get(0)) == (changed ? 401 : 200);
            }));
            throw unknown;
        }
        customer.former.add(customer.password);
        customer.password = password;
        customer.requested = null;
        others.forEach(other -> ended(what, other));
    }

    /** The log-in ends on both servers at once, and for ever. */
    private void ended(String what, String credential) {
        acknowledge(what, what + ": what has ended stays ended", () -> me(credential) == 401);
        expect(401, call(any(), "GET", "/store/customers/me", credential, null));
    }

    private void acknowledge(String what, String text, Callable<Boolean> check) {
        acknowledged.merge(what, 1, Integer::sum);
        facts.add(new Fact(text, check));
    }

    // ---- requests

    private Customer newCustomer() {
        return new Customer("c%d@example.com".formatted(number.incrementAndGet()));
    }

    private Server any() {
        return servers.get(ThreadLocalRandom.current().nextInt(servers.size()));
    }

    private int me(String credential) {
        return call(any(), "GET", "/store/customers/me", credential, null).status;
    }

    private boolean logsIn(Customer customer) {
        long valid = Stream.of(customer.password, customer.requested == null ? "" : customer.requested)
                .filter(password -> !password.isEmpty() && accepts(customer, password))
                .count();
        return valid == 1 && customer.former.stream().noneMatch(password -> accepts(customer, password));
    }

    private boolean accepts(Customer customer, String password) {
        return expect(List.of(200, 401), call(any(), "POST", "/store/auth/token", null, customer.credentials(password))).status == 200;
    }

    private static String bearer(Answer answer) {
        return "Authorization: Bearer " + find(ACCESS, answer.body);
    }

    private Answer expect(int status, Answer answer) {
        return expect(List.of(status), answer);
    }

    private Answer expect(List<Integer> expected, Answer answer) {
        if (!expected.contains(answer.status)) {
            String fault = "%d instead of %s: %s".formatted(answer.status, expected, answer.body);
            faults.add(fault);
            throw new Unacknowledged(fault);
        }
        return answer;
    }

    /** @throws Unacknowledged if the response is 503, or there is none, which is a fault */
    private Answer call(Server server, String method, String path, String header, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url + path))
                .timeout(LONGEST_REQUEST)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (header != null) {
            request.header(header.split(": ")[0], header.split(": ")[1]);
        }
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        long begin = System.nanoTime();
        HttpResponse<String> response;
        try {
            response = http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException lost) {
            faults.add(method + " " + path + ": " + lost);
            throw new Unacknowledged(lost.toString());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        longestRequest = Math.max(longestRequest, System.nanoTime() - begin);
        statuses.merge(String.valueOf(response.statusCode()), 1, Integer::sum);
        if (response.statusCode() == 503) {
            throw new Unacknowledged("503");
        }
        if (response.statusCode() >= 500) {
            faults.add("%s %s: %d".formatted(method, path, response.statusCode()));
        }
        return new Answer(
                response.statusCode(),
                response.body(),
                response.headers().allValues("Set-Cookie").stream()
                        .map(cookie -> find(COOKIE, cookie))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null));
    }

    private static String find(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : null;
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    // ---- results

    private void begin() {
        statuses.clear();
        longestRequest = 0;
        servers.forEach(server -> {
            server.reads.begin();
            server.writes.begin();
        });
    }

    private void end(String round) {
        System.out.printf(
                "| %s | %.1f s | %.1f s | %.1f s | %s |%n",
                round,
                servers.stream().mapToDouble(server -> server.reads.seconds()).max().orElseThrow(),
                servers.stream().mapToDouble(server -> server.writes.seconds()).max().orElseThrow(),
                longestRequest / 1e9,
                statuses);
    }

    private boolean verify() throws Exception {
        sleep(5_000);
        running = false;
        sleep(10_000); // until the last responses and mails have come, and the old refresh tokens cannot be repeated
        threads.shutdown();
        statuses.clear();
        ExecutorService checks = Executors.newFixedThreadPool(8);
        Map<Fact, Future<Boolean>> results = new LinkedHashMap<>();
        facts.forEach(fact -> results.put(fact, checks.submit(fact.check)));
        Map<String, Integer> broken = new TreeMap<>();
        for (Map.Entry<Fact, Future<Boolean>> result : results.entrySet()) {
            boolean holds;
            try {
                holds = result.getValue().get();
            } catch (ExecutionException failed) {
                faults.add(failed.getCause().toString());
                holds = false;
            }
            if (!holds) {
                broken.merge(result.getKey().text, 1, Integer::sum);
            }
        }
        System.out.println("acknowledged: " + acknowledged);
        System.out.printf("%d facts checked, broken: %s%n", results.size(), broken);
        System.out.printf("faults: %d%n", faults.size());
        faults.stream().distinct().limit(20).forEach(fault -> System.out.println("  " + fault));
        return broken.isEmpty() && faults.isEmpty();
    }
}
