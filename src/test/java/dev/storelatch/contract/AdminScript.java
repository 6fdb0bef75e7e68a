package dev.storelatch.contract;

import static java.util.Map.entry;

import dev.storelatch.contract.Script.Preparation;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** The part of {@link Script} that is about administrators. */
final class AdminScript {

    static final String ADMIN = "admin@example.com";
    static final String OWNER = "owner@example.com";
    static final String DEV = "dev@example.com";
    static final String MEMBER = "member@example.com";

    /** The step before which the customers are made those of {@link #WHOLE_LIST}. */
    static final String FIRST_LIST = "admin customers: api token";
    /** The step whose response has all customers. */
    static final String WHOLE_LIST = "admin customers: limit=0";

    private static final String MADE_USER = "{\"email\":\"made-user@example.com\",\"password\":\"mu-pass-1\"}";
    private static final String LOGS_IN = "admin users: user to be deleted logs in";
    private static final String CUSTOMER_LOGGED_OUT = "dual: store side after customer logout";

    static final Map<String, Function<Callers, String>> TOKENS = Map.of(
            "admin session: expired bearer", callers -> callers.tokenWith(OWNER, "exp", Callers.hoursFromNow(-1)),
            "admin session: alg none bearer", callers -> callers.signed("{\"alg\":\"none\"}", callers.claims(OWNER)),
            "admin session: bearer of user that does not exist",
                    callers -> callers.tokenWith(OWNER, "user_id", "usr_nope"),
            "admin customers: store bearer", callers -> callers.token(Script.ADA),
            "admin products: store bearer", callers -> callers.token(Script.ADA));

    static final Map<String, Function<Callers, String>> COOKIES = Map.of(
            "admin session: HEAD with cookie",
            callers -> callers.session(ADMIN),
            "admin logout: old cookie",
            callers -> callers.endedSession(ADMIN),
            "admin logout: again with old cookie",
            callers -> callers.endedSession(ADMIN),
            "dual: admin side",
            callers -> callers.sessionOfBoth(Script.ADA, ADMIN),
            CUSTOMER_LOGGED_OUT,
            callers -> callers.ended(Script.ADA, callers.sessionOfBoth(Script.ADA, ADMIN)));

    static final Map<String, String> WITH_COOKIE_OF = Map.of(
            "dual: admin side after customer logout", CUSTOMER_LOGGED_OUT,
            "dual: customer login again", CUSTOMER_LOGGED_OUT,
            "admin users: session of the deleted user, own session", LOGS_IN);

    /** The recorded password of this administrator is too short for a new one. */
    static final Map<String, String> BODIES = Map.of(
            "admin users: created user logs in",
            MADE_USER,
            LOGS_IN,
            MADE_USER,
            "admin users: deleted user logs in",
            MADE_USER);

    static final Map<String, List<Preparation>> PREPARATIONS = Map.ofEntries(
            entry("admin users: created user logs in", List.of(byOwner("POST", "/admin/users", """
                            {"email":"made-user@example.com","password":"mu-pass-1","first_name":"Made",
                            "last_name":"User","role":"developer"}"""))),
            entry(
                    "admin users: api token set by update works",
                    List.of(byOwner("POST", "/admin/users/<usr_ULID>", """
                            {"first_name":"F2","last_name":"L2","role":"admin","api_token":"tok-2",
                            "metadata":{"a":1}}"""))),
            entry(
                    "admin users: session of the deleted user, own session",
                    List.of(byOwner("DELETE", "/admin/users/<usr_ULID>", ""))),
            entry("admin reset: reuse", List.of(new Preparation(OWNER, "POST", "/admin/users/reset-password", """
                            {"token":"<jwt>","password":"dev-new-1"}"""))),
            entry("invites: create again with other role", List.of(invitation("fresh@example.com"))),
            entry(
                    "invites: accept of a deleted invite",
                    List.of(invitation("fresh2@example.com"), byOwner("DELETE", "/admin/invites/<invite_ULID>", ""))));

    static final Map<String, String> SQL_PREPARATIONS = Map.of(
            "admin users: login of user without password",
            "insert into \"user\" (id, email, role) values ('usr_nopassword', 'nopw@example.com', 'member')",
            "invites: create again with other role",
            "delete from invite where user_email = 'invitee@example.com'");

    /** The address whose mailed token a step sends. */
    static final Map<String, String> MAILED = Map.of("admin reset: reuse", DEV, "admin reset: ok with email", MEMBER);

    private AdminScript() {}

    /** Returns the names of all steps in the tables above. */
    static Stream<String> names() {
        return Stream.of(
                        TOKENS.keySet(),
                        COOKIES.keySet(),
                        WITH_COOKIE_OF.keySet(),
                        WITH_COOKIE_OF.values(),
                        BODIES.keySet(),
                        PREPARATIONS.keySet(),
                        SQL_PREPARATIONS.keySet(),
                        MAILED.keySet(),
                        Set.of(FIRST_LIST, WHOLE_LIST))
                .flatMap(Collection::stream);
    }

    private static Preparation invitation(String email) {
        return byOwner("POST", "/admin/invites", "{\"user\":\"%s\",\"role\":\"member\"}".formatted(email));
    }

    private static Preparation byOwner(String method, String path, String body) {
        return new Preparation(OWNER, method, path, body);
    }
}
