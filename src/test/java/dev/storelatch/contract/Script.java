package dev.storelatch.contract;

import static java.util.Map.entry;

import dev.storelatch.support.RecordedStep;
import dev.storelatch.support.ServerTest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Credentials, bodies and preparations of the recorded steps, by their names. The recording has placeholders instead of
 * credentials, and lacks some of the steps that prepared others.
 */
final class Script {

    static final String ADA = "ada@example.com";
    static final String BOB = "bob@example.com";
    static final String DORA = "dora@example.com";
    private static final String CLEO = "cleo@example.com";
    private static final String USER03 = "user03@example.com";
    private static final String FIXATION = "B".repeat(32);

    /** The address whose mailed token a step sends; the tokens of other steps are invented. */
    private static final Map<String, String> MAILED = Map.of(
            "reset: token of another customer", "reset2@example.com",
            "reset: empty password", "reset3@example.com",
            "reset: ok", "reset1@example.com",
            "reset: ok, email in other case", "reset2@example.com",
            "claim: confirm", CLEO);

    /** Steps that send the cookie of an earlier one. */
    private static final Map<String, String> WITH_COOKIE_OF =
            Map.of("reset: session opened before the reset", "reset: reset1 logs in before");

    private static final Map<String, Function<Callers, String>> TOKENS = Map.ofEntries(
            entry("bearer: payload altered", callers -> withPayloadOf(callers.token(ADA), callers.token(BOB))),
            entry("bearer: not yet valid (nbf)", callers -> callers.tokenWith(ADA, "nbf", Callers.hoursFromNow(1))),
            entry("bearer: iat in the future", callers -> callers.tokenWith(ADA, "iat", Callers.hoursFromNow(1))),
            entry("bearer: exp as string", callers -> callers.tokenWith(ADA, "exp", "" + Callers.hoursFromNow(1))),
            entry("bearer: admin domain with customer_id", callers -> callers.tokenWith(ADA, "domain", "admin")),
            entry("bearer: no customer_id", callers -> callers.tokenWith(ADA, "customer_id", null)),
            entry("bearer: customer does not exist", callers -> callers.tokenWith(ADA, "customer_id", "cus_no")),
            entry("bearer: extra claims", callers -> callers.tokenWith(DORA, "role", "admin")),
            entry("both: cookie ada, bearer bob -> /store/auth", callers -> callers.token(BOB)),
            entry("both: cookie ada, bearer bob -> /me", callers -> callers.token(BOB)),
            entry("orders: bob's three, full", callers -> callers.token(BOB)),
            entry("orders: status=completed,canceled scalar comma (bob)", callers -> callers.token(BOB)),
            entry("me update: billing address id of someone else's address", callers -> callers.token(USER03)));

    private static final Map<String, Function<Callers, String>> COOKIES = Map.ofEntries(
            entry("store login: other customer on the same session", callers -> callers.session(DORA)),
            entry("store login: failed login on a logged-in session", callers -> callers.session(BOB)),
            entry("session: tampered signature", callers -> tampered(callers.session(ADA))),
            entry("session: sid without signature", callers -> "s%3A" + Callers.sid(callers.session(ADA))),
            entry("session: signed with another secret", callers -> signed(callers.session(ADA), "another secret")),
            entry(
                    "session: signed by the scenario with the right secret",
                    callers -> signed(callers.session(ADA), ServerTest.COOKIE_SECRET)),
            entry("session: cookie unescaped (s: not percent-encoded)", callers -> unescaped(callers.session(ADA))),
            entry("session: empty cookie value", callers -> ""),
            entry(
                    "session: bad cookie first, good cookie second (same name)",
                    callers -> unknown() + "; connect.sid=" + callers.session(ADA)),
            entry("logout: old cookie afterwards", callers -> callers.endedSession(ADA)),
            entry("logout: login again on the old cookie", callers -> callers.endedSession(ADA)),
            entry("register: while logged in as bob", callers -> callers.session(BOB)),
            entry("me update: password change back, with cookie", callers -> callers.session(DORA)),
            entry("cookie rules: 404 with cookie", callers -> callers.session(BOB)));

    private static final List<String> WITH_CURRENT_COOKIE = List.of(
            "store login: cookie now belongs to the second customer",
            "register: the set cookie is logged in",
            "register: while logged in as bob - session afterwards",
            "me update: session after password change");

    private static final List<String> SECOND_ADDRESS = List.of(
            "me update: billing address id of someone else's address",
            "me update: ada repairs the city",
            "me update: billing_address_id property");

    private static final Map<String, String> BODIES = Map.of(
            "http: JSON body of exactly 102400 bytes", login(102_400),
            "http: JSON body of 102401 bytes", login(102_401),
            "http: JSON body of 200 kB", login(200_041),
            "http: 200 kB text/plain body", "x".repeat(200_000),
            "register: very long name 10000",
                    "{\"email\":\"new12@example.com\",\"password\":\"x\",\"first_name\":\"" + "n".repeat(10_000)
                            + "\"}");

    private static final Map<String, Preparation> PREPARATIONS = Map.of(
            "me update: metadata empty object",
            byDora("", "{\"metadata\":{\"a\":\"\",\"b\":null,\"g\":\"new\"}}"),
            "me update: billing address object again edits the same row",
            byDora("", "{\"billing_address\":{\"address_1\":\"Bill st\",\"country_code\":\"US\"}}"),
            "address create: same with other metadata and company (seen as a duplicate)",
            byDora("/addresses", """
                    {"address":{"first_name":"Dora","last_name":"Explorer","address_1":"Jungle 2","city":"Rain",
                    "country_code":"DK","postal_code":"1234","address_2":"Tree","company":"Boots","phone":"+1",
                    "province":"R","metadata":{"k":"v"}}}"""),
            "address create: metadata not an object",
            byDora("/addresses", """
                    {"address":{"first_name":"","last_name":"","address_1":"","city":"","country_code":"dk",
                    "postal_code":""}}"""),
            "address update: nulls",
            byDora("/addresses/<addr_ULID>", "{\"metadata\":{\"o\":2}}"));

    private static final Map<String, String> SQL_PREPARATIONS = Map.of("address delete: ada still has it", """
            update customer set billing_address_id = (select id from address where last_name = 'Billing')
            where email = 'ada@example.com'""");

    /** A request that stands in for a step that is not in the recording. */
    record Preparation(String caller, String method, String path, String body) {}

    private Script() {}

    /** Returns the names of all steps in the tables above. */
    static Set<String> names() {
        Stream<String> store = Stream.of(
                        MAILED.keySet(),
                        WITH_COOKIE_OF.keySet(),
                        WITH_COOKIE_OF.values(),
                        TOKENS.keySet(),
                        COOKIES.keySet(),
                        WITH_CURRENT_COOKIE,
                        SECOND_ADDRESS,
                        BODIES.keySet(),
                        PREPARATIONS.keySet(),
                        SQL_PREPARATIONS.keySet())
                .flatMap(Collection::stream);
        return Stream.concat(store, AdminScript.names()).collect(Collectors.toSet());
    }

    static List<Preparation> preparations(RecordedStep step) {
        Preparation one = PREPARATIONS.get(step.name());
        return one != null ? List.of(one) : AdminScript.PREPARATIONS.getOrDefault(step.name(), List.of());
    }

    /** Stands in for a step that is not in the recording and that Storelatch refuses. */
    static Optional<String> sqlPreparation(RecordedStep step) {
        return entryOf(step, SQL_PREPARATIONS, AdminScript.SQL_PREPARATIONS);
    }

    static String body(RecordedStep step) {
        return entryOf(step, BODIES, AdminScript.BODIES).orElse(step.body());
    }

    /** Returns the e-mail of the account that sends the request; the response shows it in most steps. */
    static String caller(RecordedStep step) {
        if (step.path().startsWith("/admin")) {
            return AdminScript.OWNER;
        }
        if (step.name().startsWith("claim: ")) {
            return CLEO;
        }
        boolean changes = step.name().startsWith("me update: ") || step.name().startsWith("address ");
        return step.account(changes ? DORA : ADA);
    }

    static String token(RecordedStep step, Callers callers) {
        return entryOf(step, TOKENS, AdminScript.TOKENS)
                .orElse(all -> all.token(caller(step)))
                .apply(callers);
    }

    /** @param current the cookie that the last response set, or else the one that the last request sent */
    static String cookie(RecordedStep step, Callers callers, String current) {
        if (WITH_CURRENT_COOKIE.contains(step.name())) {
            return current;
        }
        Function<Callers, String> usual =
                step.account("").isEmpty() ? all -> unknown() : all -> all.session(step.account(""));
        return entryOf(step, COOKIES, AdminScript.COOKIES).orElse(usual).apply(callers);
    }

    /** Returns the name of the step whose cookie is sent, if it is an earlier one's. */
    static Optional<String> cookieOf(RecordedStep step) {
        return entryOf(step, WITH_COOKIE_OF, AdminScript.WITH_COOKIE_OF);
    }

    /** Returns the address whose mailed token the body contains. */
    static Optional<String> mailedTo(RecordedStep step) {
        return entryOf(step, MAILED, AdminScript.MAILED);
    }

    /** Returns the first line of the address of Ada's that a step names, or null for the caller's oldest address. */
    static @Nullable String addressLine(RecordedStep step) {
        return SECOND_ADDRESS.contains(step.name()) ? "Rue 2" : null;
    }

    private static <T> Optional<T> entryOf(RecordedStep step, Map<String, T> store, Map<String, T> admin) {
        return Optional.ofNullable(store.get(step.name())).or(() -> Optional.ofNullable(admin.get(step.name())));
    }

    private static Preparation byDora(String path, String body) {
        return new Preparation(DORA, "POST", "/store/customers/me" + path, body);
    }

    private static String login(int bytes) {
        String start = "{\"email\":\"ada@example.com\",\"password\":\"";
        return start + "x".repeat(bytes - start.length() - 2) + "\"}";
    }

    /** Returns a cookie with a valid signature whose session does not exist. */
    private static String unknown() {
        return Callers.signedCookie(FIXATION, ServerTest.COOKIE_SECRET);
    }

    private static String signed(String cookie, String secret) {
        return Callers.signedCookie(Callers.sid(cookie), secret);
    }

    private static String tampered(String cookie) {
        int signature = cookie.indexOf('.') + 1;
        char first = cookie.charAt(signature);
        return cookie.substring(0, signature) + (first == 'A' ? 'B' : 'A') + cookie.substring(signature + 1);
    }

    private static String unescaped(String cookie) {
        return URLDecoder.decode(cookie, StandardCharsets.UTF_8);
    }

    private static String withPayloadOf(String token, String other) {
        String[] parts = token.split("\\.", -1);
        return parts[0] + "." + other.split("\\.", -1)[1] + "." + parts[2];
    }
}
