import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Customers of a shop, each of whom registers, logs in by cookie and token, reads, writes, changes the password and logs out,
 * again and again. Usage: {@code java ShopLoad.java URL requests-per-second stop-file}. Ends when the file exists, prints how
 * many requests of each kind there were and how many failed, and exits with 1 if any did. A request fails if it has no
 * response within {@code DRILL_TIMEOUT} seconds (10 by default), or another status than the one that is due. One that is
 * refused by 429, since the machine cannot hash so many passwords, is sent again a second later and counted apart.
 */
public final class ShopLoad {

    private static final int CUSTOMERS = 10;
    private static final Duration TIMEOUT =
            Duration.ofSeconds(Long.parseLong(System.getenv().getOrDefault("DRILL_TIMEOUT", "10")));
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int TOO_MANY = 429;

    private static final class Kind {
        final AtomicLong sent = new AtomicLong();
        final AtomicLong failed = new AtomicLong();
        final AtomicLong refused = new AtomicLong();
        final AtomicLong longest = new AtomicLong();
    }

    private final Map<String, Kind> kinds = new ConcurrentSkipListMap<>();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();
    private final String url;
    private final long interval;
    private final Path stop;
    private final long begin = System.nanoTime();

    private ShopLoad(String url, int rate, Path stop) {
        this.url = url;
        this.interval = CUSTOMERS * 1_000_000_000L / rate;
        this.stop = stop;
    }

    public static void main(String[] args) throws InterruptedException {
        ShopLoad load = new ShopLoad(args[0], Integer.parseInt(args[1]), Path.of(args[2]));
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < CUSTOMERS; i++) {
            Customer customer = load.new Customer(i);
            threads.add(new Thread(customer::shop));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        System.exit(load.report() ? 0 : 1);
    }

    private boolean report() {
        double seconds = (System.nanoTime() - begin) / 1e9;
        long sent = 0;
        long failed = 0;
        long refused = 0;
        System.out.println("| request | sent | failed | refused | longest |\n|---|---|---|---|---|");
        for (Map.Entry<String, Kind> kind : new TreeMap<>(kinds).entrySet()) {
            Kind k = kind.getValue();
            sent += k.sent.get();
            failed += k.failed.get();
            refused += k.refused.get();
            System.out.printf("| %s | %d | %d | %d | %d ms |%n",
                    kind.getKey(), k.sent.get(), k.failed.get(), k.refused.get(), k.longest.get());
        }
        System.out.printf("total: %d requests in %.0f s, failed: %d, refused by 429: %d%n", sent, seconds, failed, refused);
        return failed == 0 && sent > 0;
    }

    /** A failed step ends the round, since the next ones would fail with it. */
    private static final class FailedStep extends Exception {}

    private final class Customer {

        private final int number;
        private long due;
        private String email;
        private String password;
        private String cookie;
        private String token;

        Customer(int number) {
            this.number = number;
            this.due = System.nanoTime() + number * interval / CUSTOMERS;
        }

        void shop() {
            for (int round = 0; !Files.exists(stop); round++) {
                email = "drill-%d-%d-%d@example.com".formatted(begin, number, round);
                password = "drill-pass-" + round;
                cookie = null;
                token = null;
                try {
                    round();
                } catch (FailedStep counted) {
                    // The next round begins with a registration.
                } catch (InterruptedException e) {
                    return;
                }
            }
        }

        private void round() throws FailedStep, InterruptedException {
            String account = "{\"email\":\"%s\",\"password\":\"%s\"}";
            send("register", "POST", "/store/customers",
                    "{\"email\":\"%s\",\"password\":\"%s\",\"first_name\":\"Ada\",\"last_name\":\"Lovelace\"}"
                            .formatted(email, password), OK);
            me();
            send("log in by cookie", "POST", "/store/auth", account.formatted(email, password), OK);
            me();
            String pair = send("log in by token", "POST", "/store/auth/token",
                    "{\"email\":\"%s\",\"password\":\"%s\",\"offline_access\":true}".formatted(email, password), OK);
            String session = cookie;
            cookie = null;
            token = text(pair, "access_token");
            me();
            pair = send("refresh", "POST", "/store/auth/token",
                    "{\"grant_type\":\"refresh_token\",\"refresh_token\":\"%s\"}".formatted(text(pair, "refresh_token")), OK);
            token = text(pair, "access_token");
            me();
            send("orders", "GET", "/store/customers/me/orders", null, OK);
            me();
            send("update profile", "POST", "/store/customers/me", "{\"phone\":\"0123456\"}", OK);
            token = null;
            cookie = session;
            me();
            send("orders", "GET", "/store/customers/me/orders", null, OK);
            String added = send("add address", "POST", "/store/customers/me/addresses",
                    "{\"address\":{\"first_name\":\"Ada\",\"last_name\":\"Lovelace\",\"address_1\":\"1 St James's Square\","
                            + "\"city\":\"London\",\"postal_code\":\"SW1Y 4JH\",\"country_code\":\"gb\"}}", OK);
            String address = text(added, "id", "addr_");
            me();
            send("update address", "POST", "/store/customers/me/addresses/" + address, "{\"city\":\"Paris\"}", OK);
            me();
            send("delete address", "DELETE", "/store/customers/me/addresses/" + address, null, OK);
            me();
            password += "-new";
            send("change password", "POST", "/store/customers/me", "{\"password\":\"%s\"}".formatted(password), OK);
            me();
            send("log in by cookie", "POST", "/store/auth", account.formatted(email, password), OK);
            send("session", "GET", "/store/auth", null, OK);
            String ended = cookie;
            send("log out", "DELETE", "/store/auth", null, OK);
            cookie = ended;
            send("ended session", "GET", "/store/customers/me", null, UNAUTHORIZED);
        }

        private void me() throws FailedStep, InterruptedException {
            send(token == null ? "me by cookie" : "me by token", "GET", "/store/customers/me", null, OK);
        }

        private String send(String name, String method, String path, String body, int expected)
                throws FailedStep, InterruptedException {
            long wait = due - System.nanoTime();
            if (wait > 0) {
                Thread.sleep(wait / 1_000_000, (int) (wait % 1_000_000));
            }
            due = Math.max(due + interval, System.nanoTime());
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                    .timeout(TIMEOUT)
                    .header("X-Forwarded-Proto", "https")
                    .method(method, body == null
                            ? HttpRequest.BodyPublishers.noBody()
                            : HttpRequest.BodyPublishers.ofString(body));
            if (body != null) {
                request.header("Content-Type", "application/json");
            }
            if (token != null) {
                request.header("Authorization", "Bearer " + token);
            } else if (cookie != null) {
                request.header("Cookie", cookie);
            }
            Kind kind = kinds.computeIfAbsent(name, unused -> new Kind());
            long sent = System.nanoTime();
            String problem;
            try {
                HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
                keepCookie(response);
                if (response.statusCode() == expected) {
                    return response.body();
                }
                if (response.statusCode() == TOO_MANY) {
                    kind.refused.incrementAndGet();
                    Thread.sleep(1_000);
                    return send(name, method, path, body, expected);
                }
                problem = response.statusCode() + " " + response.body().lines().findFirst().orElse("");
            } catch (IOException e) {
                problem = e.toString();
            } finally {
                kind.sent.incrementAndGet();
                kind.longest.accumulateAndGet((System.nanoTime() - sent) / 1_000_000, Math::max);
            }
            kind.failed.incrementAndGet();
            System.out.printf("%s failed: %s: %s%n", LocalTime.now(), name, problem);
            throw new FailedStep();
        }

        private void keepCookie(HttpResponse<?> response) {
            for (String header : response.headers().allValues("Set-Cookie")) {
                if (header.startsWith("connect.sid=")) {
                    cookie = header.replaceFirst(";.*", "");
                }
            }
        }
    }

    private static String text(String json, String name) {
        return text(json, name, "");
    }

    /** Returns the last value of this name and beginning. */
    private static String text(String json, String name, String beginning) {
        Matcher matcher = Pattern.compile("\"%s\":\"(%s[^\"]*)\"".formatted(name, beginning)).matcher(json);
        String value = "";
        while (matcher.find()) {
            value = matcher.group(1);
        }
        return value;
    }
}
