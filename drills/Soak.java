import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Load, measurements and verdict of the drill {@code soak}. Arguments: minutes, requests per second, URL of the server, JDBC URL
 * of its database, its process id, the port for its webhook. The lifetimes below are those that the script configures.
 */
class Soak {

    private static final long IDLE_TIMEOUT = 120_000;
    private static final long ABSOLUTE_TIMEOUT = 300_000;
    private static final long ACCESS_LIFETIME = 60_000;
    private static final long PLAIN_LIFETIME = 180_000;

    private static final int LIVE_LOGINS = 100; // of each kind
    private static final int ACCOUNTS = 50; // before the load begins
    private static final String PASSWORD = "soak-pass-1";

    /** Tables whose rows expire within minutes here. */
    private static final List<String> EXPIRING = List.of(
            "session", "session_attributes", "refresh_token", "refresh_token_use", "revoked_token", "throttle", "outbox",
            "webhook_task");

    /** Tables that grow with accounts and log-ins, since their rows are kept for a day at least. */
    private static final List<String> GROWING = List.of("customer", "account_state", "known_device", "audit_event");

    private final int minutes;
    private final int rate;
    private final String server;
    private final String database;
    private final long pid;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5)).build();
    private final Semaphore inFlight = new Semaphore(64);

    private final AtomicInteger lastAccount = new AtomicInteger();
    private final List<Integer> accounts = new CopyOnWriteArrayList<>();
    private final Bag<Login> cookies = new Bag<>();
    private final Bag<Login> refreshable = new Bag<>();
    private final Bag<Login> plain = new Bag<>();
    private final Bag<Login> abandoned = new Bag<>();

    private final LongAdder requests = new LongAdder();
    private final LongAdder errors = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder events = new LongAdder();
    private final LongAdder expiredSeen = new LongAdder();
    private final Map<String, LongAdder> failures = new ConcurrentHashMap<>();

    Soak(String[] args) {
        minutes = Integer.parseInt(args[0]);
        rate = Integer.parseInt(args[1]);
        server = args[2];
        database = args[3];
        pid = Long.parseLong(args[4]);
    }

    public static void main(String[] args) throws Exception {
        HttpServer hook = HttpServer.create(new InetSocketAddress("127.0.0.1", Integer.parseInt(args[5])), 64);
        Soak soak = new Soak(args);
        hook.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
            soak.events.increment();
        });
        hook.start();
        boolean flat = soak.run();
        hook.stop(0);
        System.exit(flat ? 0 : 1);
    }

    // ---- load

    /** A log-in by cookie or token. Only one request uses it at a time, while it is in no bag. */
    private static final class Login {

        final String header;
        final long begun = System.currentTimeMillis();
        long used = begun;
        long accessIssued = begun;
        String value;
        String refreshToken = "";

        Login(String header, String value) {
            this.header = header;
            this.value = value;
        }
    }

    /** A bounded set from which a random element is taken. */
    private static final class Bag<T> {

        private final List<T> elements = new ArrayList<>();

        synchronized void put(T element) {
            if (elements.size() < 2_000) {
                elements.add(element);
            }
        }

        synchronized Optional<T> take() {
            if (elements.isEmpty()) {
                return Optional.empty();
            }
            int i = ThreadLocalRandom.current().nextInt(elements.size());
            T taken = elements.get(i);
            T last = elements.remove(elements.size() - 1);
            if (i < elements.size()) {
                elements.set(i, last);
            }
            return Optional.of(taken);
        }

        synchronized int size() {
            return elements.size();
        }
    }

    private record Answer(int status, String body, String cookie) {}

    private Answer send(String method, String path, String header, String value, String body, int... expected)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server + path))
                .timeout(Duration.ofSeconds(30))
                .header("X-Forwarded-Proto", "https")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        if (!header.isEmpty()) {
            request.header(header, value);
        }
        HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        requests.increment();
        int status = response.statusCode();
        if (status == 429 || status == 503) {
            refused.increment(); // the machine is too busy to hash passwords, or to return a connection in time
        } else if (IntStream.of(expected).noneMatch(one -> one == status)) {
            fail(method + " " + path.replaceAll("addr_\\w+", ":id") + ": " + status);
        }
        String cookie = response.headers().allValues("set-cookie").stream()
                .filter(one -> one.startsWith("connect.sid="))
                .map(one -> one.substring(0, one.indexOf(';')))
                .findFirst()
                .orElse("");
        return new Answer(status, response.body(), cookie);
    }

    private void fail(String what) {
        errors.increment();
        failures.computeIfAbsent(what, key -> new LongAdder()).increment();
    }

    private static String credentials(int account, String password, String more) {
        return "{\"email\":\"soak%d@example.com\",\"password\":\"%s\"%s}".formatted(account, password, more);
    }

    private static String field(String body, String name) {
        Matcher value = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(body);
        return value.find() ? value.group(1) : "";
    }

    private int anyAccount() {
        return accounts.get(ThreadLocalRandom.current().nextInt(accounts.size()));
    }

    private void register() throws Exception {
        synchronized (this) {
            int account = lastAccount.incrementAndGet();
            Answer answer = send("POST", "/store/customers", "", "",
                    credentials(account, PASSWORD, ",\"first_name\":\"S\",\"last_name\":\"K\""), 200);
            if (answer.status != 200) {
                return;
            }
            accounts.add(account);
            begin(cookies, new Login("Cookie", answer.cookie));
        }
    }

    /** Keeps a log-in in use, or abandons it if enough are. */
    private void begin(Bag<Login> bag, Login login) {
        if (login.value.isEmpty()) {
            fail("log-in without a credential");
        } else if (bag.size() < LIVE_LOGINS && ThreadLocalRandom.current().nextInt(3) > 0) {
            bag.put(login);
        } else {
            abandoned.put(login);
        }
    }

    private void logInByCookie() throws Exception {
        Answer answer = send("POST", "/store/auth", "", "", credentials(anyAccount(), PASSWORD, ""), 200);
        if (answer.status == 200) {
            begin(cookies, new Login("Cookie", answer.cookie));
        }
    }

    private void logInByToken(boolean offline) throws Exception {
        Answer answer = send("POST", "/store/auth/token", "", "",
                credentials(anyAccount(), PASSWORD, offline ? ",\"offline_access\":true" : ""), 200);
        if (answer.status == 200) {
            Login login = new Login("Authorization", "Bearer " + field(answer.body, "access_token"));
            login.refreshToken = field(answer.body, "refresh_token");
            begin(offline ? refreshable : plain, login);
        }
    }

    /** Returns false if the log-in is not certain to go on. */
    private boolean refresh(Login login) throws Exception {
        Answer answer = send("POST", "/store/auth/token", "", "",
                "{\"grant_type\":\"refresh_token\",\"refresh_token\":\"" + login.refreshToken + "\"}", 200);
        if (answer.status != 200) {
            return false; // whether the token was used is not known
        }
        login.value = "Bearer " + field(answer.body, "access_token");
        login.refreshToken = field(answer.body, "refresh_token");
        login.accessIssued = login.used = System.currentTimeMillis();
        return true;
    }

    private interface Use {
        /** Returns false if the log-in has ended. */
        boolean apply(Login login) throws Exception;
    }

    /** Uses a log-in that is certainly live; one that is near its end is abandoned instead. */
    private void use(Bag<Login> bag, Use use) throws Exception {
        Optional<Login> taken = bag.take();
        if (taken.isEmpty()) {
            return;
        }
        Login login = taken.get();
        long now = System.currentTimeMillis();
        long lifetime = bag == plain ? PLAIN_LIFETIME : ABSOLUTE_TIMEOUT;
        if (now - login.begun > lifetime - 40_000 || bag != plain && now - login.used > IDLE_TIMEOUT - 40_000) {
            abandoned.put(login);
            return;
        }
        if (bag == refreshable && now - login.accessIssued > ACCESS_LIFETIME - 35_000 && !refresh(login)) {
            return;
        }
        if (use.apply(login)) {
            if (bag == cookies) {
                login.used = System.currentTimeMillis();
            }
            bag.put(login);
        }
    }

    private boolean get(String path, Login login) throws Exception {
        return send("GET", path, login.header, login.value, "", 200).status == 200;
    }

    private boolean update(Login login) throws Exception {
        String phone = "0" + ThreadLocalRandom.current().nextInt(1_000_000);
        return send("POST", "/store/customers/me", login.header, login.value, "{\"phone\":\"" + phone + "\"}", 200).status
                == 200;
    }

    private boolean addAddress(Login login) throws Exception {
        Answer added = send("POST", "/store/customers/me/addresses", login.header, login.value,
                "{\"address\":{\"first_name\":\"S\",\"last_name\":\"K\",\"address_1\":\"Street 1\",\"city\":\"Berlin\","
                        + "\"country_code\":\"de\",\"postal_code\":\"10115\"}}", 200, 400);
        Matcher id = Pattern.compile("addr_\\w+").matcher(added.body);
        if (added.status == 200 && id.find()) {
            send("DELETE", "/store/customers/me/addresses/" + id.group(), login.header, login.value, "", 200, 404);
        }
        return true;
    }

    private boolean logOut(Login login) throws Exception {
        if (send("DELETE", "/store/auth", login.header, login.value, "", 200).status != 200) {
            return false; // whether the log-in has ended is not known
        }
        send("GET", "/store/customers/me", login.header, login.value, "", 401);
        return false;
    }

    /** Verifies that an abandoned log-in has expired. */
    private void useExpired() throws Exception {
        Optional<Login> taken = abandoned.take();
        if (taken.isEmpty()) {
            return;
        }
        Login login = taken.get();
        long idle = login.header.equals("Cookie")
                ? IDLE_TIMEOUT : login.refreshToken.isEmpty() ? PLAIN_LIFETIME : ACCESS_LIFETIME;
        if (System.currentTimeMillis() - Math.max(login.used, login.accessIssued) < idle + 10_000) {
            abandoned.put(login);
            return;
        }
        send("GET", "/store/customers/me", login.header, login.value, "", 401);
        expiredSeen.increment();
    }

    private void act() throws Exception {
        int dice = ThreadLocalRandom.current().nextInt(1000);
        if ((dice -= 10) < 0) {
            register();
        } else if ((dice -= 40) < 0) {
            logInByCookie();
        } else if ((dice -= 40) < 0) {
            logInByToken(true);
        } else if ((dice -= 20) < 0) {
            logInByToken(false);
        } else if ((dice -= 100) < 0) {
            use(refreshable, this::refresh);
        } else if ((dice -= 300) < 0) {
            use(cookies, login -> get("/store/customers/me", login));
        } else if ((dice -= 200) < 0) {
            use(refreshable, login -> get("/store/customers/me", login));
        } else if ((dice -= 100) < 0) {
            use(plain, login -> get("/store/customers/me", login));
        } else if ((dice -= 50) < 0) {
            use(cookies, login -> get("/store/customers/me/orders", login));
        } else if ((dice -= 30) < 0) {
            use(cookies, this::update);
        } else if ((dice -= 20) < 0) {
            use(refreshable, this::addAddress);
        } else if ((dice -= 15) < 0) {
            use(cookies, this::logOut);
        } else if ((dice -= 15) < 0) {
            use(refreshable, this::logOut);
        } else if ((dice -= 10) < 0) {
            use(plain, this::logOut);
        } else if ((dice -= 10) < 0) {
            send("POST", "/store/auth", "", "", credentials(anyAccount(), "not the password", ""), 401);
        } else if ((dice -= 10) < 0) {
            send("GET", "/store/auth/soak" + anyAccount() + "@example.com", "", "", "", 200);
        } else {
            useExpired();
        }
    }

    private void tryToAct() {
        try {
            act();
        } catch (Exception failed) {
            fail(failed.getClass().getSimpleName());
        } finally {
            inFlight.release();
        }
    }

    // ---- measurements

    /** Returns what is measured now; the names of the values are the rows of the result. */
    private Map<String, Double> sample(Connection connection) throws Exception {
        Map<String, Double> values = new LinkedHashMap<>();
        jcmd("GC.run");
        Matcher used = Pattern.compile("heap.* used (\\d+)K").matcher(jcmd("GC.heap_info"));
        values.put("heap after a full collection, MiB", used.find() ? Long.parseLong(used.group(1)) / 1024.0 : Double.NaN);
        String status = Files.readString(Path.of("/proc/" + pid + "/status"));
        values.put("resident memory, MiB", number(status, "VmRSS:\\s+(\\d+)") / 1024);
        values.put("threads", number(status, "Threads:\\s+(\\d+)"));
        try (var files = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            values.put("file descriptors", (double) files.count());
        }
        values.put("connections to the database", query(connection,
                "select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"));
        for (String table : EXPIRING) {
            values.put("`" + table + "` with indexes, KiB",
                    query(connection, "select pg_total_relation_size('storelatch." + table + "')") / 1024);
        }
        values.put("dead rows in these tables", query(connection, "select coalesce(sum(n_dead_tup), 0) from pg_stat_user_tables"
                + " where schemaname = 'storelatch' and relname in ('" + String.join("', '", EXPIRING) + "')"));
        for (String table : GROWING) {
            String name = table.equals("customer") ? table : "storelatch." + table;
            values.put("`" + table + "` with indexes, bytes a row", query(connection,
                    "select pg_total_relation_size('" + name + "') / greatest(1.0, (select count(*) from " + name + "))"));
        }
        return values;
    }

    private String jcmd(String command) throws Exception {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process process = new ProcessBuilder(jcmd, String.valueOf(pid), command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        process.waitFor();
        return output;
    }

    private static double number(String text, String pattern) {
        Matcher value = Pattern.compile(pattern).matcher(text);
        return value.find() ? Double.parseDouble(value.group(1)) : Double.NaN;
    }

    private static double query(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getDouble(1);
        }
    }

    /** Returns the growth that is permitted over the second half, for a value with this mean. */
    private static double limit(String name, double mean) {
        if (name.startsWith("heap")) {
            return Math.max(8, 0.08 * mean);
        } else if (name.startsWith("resident")) {
            return Math.max(24, 0.08 * mean);
        } else if (name.startsWith("threads")) {
            return 5;
        } else if (name.startsWith("file")) {
            return 10;
        } else if (name.startsWith("connections")) {
            return 1;
        } else if (name.startsWith("dead")) {
            return Math.max(2_000, 0.5 * mean);
        } else if (name.endsWith("KiB")) {
            return Math.max(1_024, 0.25 * mean);
        }
        return 0.1 * mean;
    }

    // ---- run

    private boolean run() throws Exception {
        for (int i = 0; i < ACCOUNTS; i++) {
            register();
        }
        long interval = Math.max(5_000, Math.min(60_000, minutes * 1_000L));
        long begin = System.currentTimeMillis();
        long end = begin + minutes * 60_000L;
        long nextSample = begin;
        List<Map<String, Double>> samples = new ArrayList<>();
        Function<Runnable, Thread> virtual = Thread.ofVirtual()::unstarted;
        try (Connection connection = DriverManager.getConnection(database);
                ExecutorService workers = Executors.newThreadPerTaskExecutor(virtual::apply);
                ExecutorService sampler = Executors.newSingleThreadExecutor()) {
            for (long n = 0; System.currentTimeMillis() < end; n++) {
                long due = begin + n * 1_000 / rate;
                long wait = due - System.currentTimeMillis();
                if (wait > 0) {
                    Thread.sleep(wait);
                }
                if (!inFlight.tryAcquire(30, TimeUnit.SECONDS)) {
                    fail("no response for 30 seconds");
                    continue;
                }
                workers.execute(this::tryToAct);
                if (System.currentTimeMillis() >= nextSample) {
                    nextSample += interval;
                    sampler.execute(() -> sampleAndPrint(connection, samples, begin));
                }
            }
            sampler.shutdown();
            sampler.awaitTermination(1, TimeUnit.MINUTES);
            sampleAndPrint(connection, samples, begin);
            return verdict(connection, samples);
        }
    }

    private void sampleAndPrint(Connection connection, List<Map<String, Double>> samples, long begin) {
        try {
            Map<String, Double> values = sample(connection);
            samples.add(values);
            System.err.printf(Locale.ROOT, "%5.1f min, %d requests, %d errors, %d accounts, %d events: %s%n",
                    (System.currentTimeMillis() - begin) / 60_000.0, requests.sum(), errors.sum(), accounts.size(),
                    events.sum(), values.values().stream().map(v -> String.format(Locale.ROOT, "%.0f", v)).toList());
        } catch (Exception failed) {
            fail("measurement: " + failed);
        }
    }

    private boolean verdict(Connection connection, List<Map<String, Double>> samples) throws Exception {
        boolean passed = true;
        // Caches, pools and tables fill in the first minutes, so that growth says nothing in a run that is shorter.
        boolean judged = minutes >= 20;
        System.out.printf("%n%d minutes, %d requests per second, %d requests, %d of them refused (429, 503), %d log-ins seen to have expired,"
                        + " %d events%n%n",
                minutes, rate, requests.sum(), refused.sum(), expiredSeen.sum(), events.sum());
        System.out.println("| value | first | middle | last | growth over the second half | limit |");
        System.out.println("|---|---|---|---|---|---|");
        for (String name : samples.get(0).keySet()) {
            double[] all = samples.stream().mapToDouble(values -> values.get(name)).toArray();
            double[] half = java.util.Arrays.copyOfRange(all, all.length / 2, all.length);
            double growth = slope(half) * (half.length - 1);
            double limit = limit(name, IntStream.range(0, half.length).mapToDouble(i -> half[i]).average().orElse(0));
            boolean flat = growth <= limit;
            passed &= flat || !judged;
            System.out.printf(Locale.ROOT, "| %s | %.0f | %.0f | %.0f | %.1f%s | %.0f |%n",
                    name, all[0], all[all.length / 2], all[all.length - 1], growth, flat || !judged ? "" : " **too much**", limit);
        }
        System.out.println();
        for (String table : List.of("session", "session_attributes", "refresh_token")) {
            double deleted = query(connection,
                    "select n_tup_del from pg_stat_user_tables where schemaname = 'storelatch' and relname = '" + table + "'");
            System.out.printf(Locale.ROOT, "%.0f rows of `%s` were deleted%n", deleted, table);
            passed &= deleted > 0;
        }
        if (refused.sum() > requests.sum() / 20) {
            System.out.println("FAILED: too many requests were refused: lower SOAK_RATE");
            passed = false;
        }
        for (Map.Entry<String, LongAdder> failure : failures.entrySet()) {
            System.out.println("FAILED: " + failure.getValue() + " × " + failure.getKey());
            passed = false;
        }
        if (!judged) {
            System.out.println("Growth was not judged: that takes 20 minutes at least");
        }
        System.out.println(passed ? "passed" : "failed");
        return passed;
    }

    /** Slope of the line of least squares, for each step. */
    private static double slope(double[] values) {
        double meanX = (values.length - 1) / 2.0;
        double meanY = IntStream.range(0, values.length).mapToDouble(i -> values[i]).average().orElse(0);
        double above = IntStream.range(0, values.length).mapToDouble(i -> (i - meanX) * (values[i] - meanY)).sum();
        double below = IntStream.range(0, values.length).mapToDouble(i -> (i - meanX) * (i - meanX)).sum();
        return below == 0 ? 0 : above / below;
    }
}
