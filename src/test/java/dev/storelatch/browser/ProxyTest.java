package dev.storelatch.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.crypto.HmacSha256;
import dev.storelatch.request.VisitorAddress;
import dev.storelatch.support.AdminApi;
import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.MedusaUpstream;
import dev.storelatch.support.MedusaUpstream.Received;
import dev.storelatch.support.RawHttp;
import dev.storelatch.support.RawHttp.Response;
import dev.storelatch.support.ServerTest;
import dev.storelatch.support.SignedToken;
import dev.storelatch.support.TestClock;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What the proxies pass on, and to whom: requests that a browser would not send. */
@ProxiedServerTest
class ProxyTest {

    private static final String UNAVAILABLE =
            "{\"type\":\"service_unavailable\",\"message\":\"The service is unavailable. Try again later.\"}";
    private static final List<String> IDENTITY =
            List.of("X-Storelatch-Realm", "X-Storelatch-Id", "X-Storelatch-Email", "X-Storelatch-Session");

    @Autowired
    Api api;

    @Autowired
    AdminApi admins;

    @Autowired
    TestClock clock;

    @TempDir
    Path folder;

    private final MedusaUpstream upstream =
            new MedusaUpstream(ProxiedServerTest.UPSTREAM_SECRET, ProxiedServerTest.SHOP, ProxiedServerTest.DASHBOARD);

    @SuppressWarnings("NullAway.Init") // by each test, unless it is skipped
    private ReverseProxy proxy;

    @SuppressWarnings("NullAway.Init") // by each test, unless it is skipped
    private RawHttp http;

    @AfterEach
    void stop() {
        if (proxy != null) {
            proxy.close();
        }
        upstream.close();
    }

    @ParameterizedTest
    @EnumSource
    void theBackendLearnsWhoIsLoggedInAndReceivesNoCredentialOfTheServer(ReverseProxy.Program program) {
        start(program, api.port());
        Customer customer = api.register();

        get(
                "/store/products",
                Map.of("Cookie", "a=1; storelatch.device=d; connect.sid=" + customer.cookie() + "; b=2"));
        Received received = upstream.lastReceived();
        assertThat(received.header("X-Storelatch-Realm")).contains("store");
        assertThat(received.header("X-Storelatch-Id")).contains(customer.id());
        assertThat(received.header("X-Storelatch-Email")).contains(customer.email());
        assertThat(received.header("X-Storelatch-Session")).isPresent();
        assertThat(received.header("Cookie")).contains("a=1; b=2");
        assertThat(received.header("X-Storelatch-Proxy-Key")).isEmpty();
        assertThat(SignedToken.verified(bearer(received), ProxiedServerTest.UPSTREAM_SECRET))
                .hasValueSatisfying(claims ->
                        assertThat(claims.path("customer_id").asString()).isEqualTo(customer.id()));

        String token = api.token(customer);
        get("/store/products", Map.of("Authorization", "Bearer " + token, "Cookie", "connect.sid=s%3Anobody"));
        received = upstream.lastReceived();
        assertThat(received.header("X-Storelatch-Id")).contains(customer.id());
        assertThat(received.header("X-Storelatch-Session")).isEmpty();
        assertThat(received.header("Cookie")).isEmpty();
        assertThat(bearer(received)).isNotEqualTo(token);
    }

    @ParameterizedTest
    @EnumSource
    void theServerReceivesTheAddressOfTheClientOrTheOneThatTheStorefrontHasSigned(ReverseProxy.Program program) {
        start(program, api.port());
        Customer customer = api.register();
        long time = clock.instant().getEpochSecond();
        byte[] code = HmacSha256.of(ServerTest.VISITOR_SECRET.getBytes(UTF_8), time + ".203.0.113.7");

        logIn(customer, Map.of("X-Forwarded-For", "198.51.100.7"));
        logIn(
                customer,
                Map.of(
                        VisitorAddress.HEADER,
                        "t=" + time + ",ip=203.0.113.7,v1=" + HexFormat.of().formatHex(code)));

        assertThat(api.cookie(customer.cookie())
                        .get("/store/customers/me/sessions")
                        .jsonPath()
                        .getList("sessions.network"))
                .containsExactly("203.0.113.0/24", "127.0.0.0/24", "127.0.0.0/24");
    }

    @ParameterizedTest
    @EnumSource
    void anApiTokenOpensTheBackendAndIsNotPassedOn(ReverseProxy.Program program) {
        start(program, api.port());
        AdminApi.User user = admins.add();
        String token = "api-token-" + user.id();
        api.json(Map.of("api_token", token), admins.newSession(user)).post("/admin/users/" + user.id());

        Response response = get("/admin/products", Map.of("x-medusa-access-token", token));

        assertThat(response.status()).isEqualTo(200);
        assertThat(upstream.lastReceived().header("X-Storelatch-Id")).contains(user.id());
        assertThat(upstream.lastReceived().header("x-medusa-access-token")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whatAClientClaimsToBeIsNotPassedOn(ReverseProxy.Program program) {
        start(program, api.port());
        Map<String, String> forged = new HashMap<>();
        IDENTITY.forEach(name -> forged.put(name, "forged"));
        IDENTITY.forEach(name -> forged.put(name.replace('-', '_'), "forged"));
        forged.put("x-storelatch_id", "forged");
        forged.put("X-Storelatch-Proxy-Key", "forged");
        forged.put(VisitorAddress.HEADER, "forged");
        forged.put("X-Forwarded-Method", "OPTIONS");
        forged.put("Authorization", "Bearer forged");

        for (String path : List.of("/store/products", "/uploads/mug.png")) {
            assertThat(get(path, forged).status()).isEqualTo(200);
            assertThat(upstream.lastReceived().headers().toString())
                    .doesNotContainIgnoringCase("storelatch")
                    .doesNotContain("OPTIONS");
        }
        assertThat(get("/store/products", forged).status()).isEqualTo(200);
        assertThat(upstream.lastReceived().header("Authorization")).isEmpty();
        int before = upstream.received().size();
        assertThat(get("/admin/products", forged).status()).isEqualTo(401);
        assertThat(upstream.received()).hasSize(before);
    }

    @ParameterizedTest
    @EnumSource
    void aClientCannotMakeTheProxyDropTheIdentity(ReverseProxy.Program program) {
        start(program, api.port());
        Customer customer = api.register();

        get(
                "/store/products",
                Map.of(
                        "Cookie",
                        "connect.sid=" + customer.cookie(),
                        "Connection",
                        "close, Authorization, X-Storelatch-Id, X-Storelatch-Realm, X-Forwarded-For"));

        Received received = upstream.lastReceived();
        assertThat(received.header("X-Storelatch-Id")).contains(customer.id());
        assertThat(received.header("X-Storelatch-Realm")).contains("store");
        assertThat(received.header("Authorization")).isPresent();
        assertThat(received.header("X-Forwarded-For")).isPresent();
    }

    @ParameterizedTest
    @EnumSource
    void theBackendCannotReplaceTheSession(ReverseProxy.Program program) {
        start(program, api.port());

        for (String path : List.of("/store/products", "/uploads/mug.png")) {
            Response response = get(path, Map.of());
            assertThat(response.headers("Set-Cookie"))
                    .filteredOn(cookie -> !cookie.isEmpty()) // Caddy leaves an empty header
                    .containsExactly("region=eu; Path=/", "theme=dark; Path=/; Expires=Wed, 21 Oct 2099 07:28:00 GMT");
            assertThat(response.header("X-Powered-By")).contains("Express");
        }
        Response preflight = http.send("OPTIONS", "/admin/products", preflight(ProxiedServerTest.DASHBOARD), "");
        assertThat(preflight.headers("Set-Cookie").toString()).doesNotContain("connect.sid");
    }

    @ParameterizedTest
    @EnumSource
    void corsHeadersAreSentOnce(ReverseProxy.Program program) {
        start(program, api.port());
        AdminApi.User user = admins.add();
        String cookie = "connect.sid=" + admins.newSession(user);
        Map<String, String> dashboard = Map.of("Origin", ProxiedServerTest.DASHBOARD);
        Map<String, String> loggedIn = Map.of("Origin", ProxiedServerTest.DASHBOARD, "Cookie", cookie);

        Response refused = get("/admin/products", dashboard);
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.body()).isEqualTo("Unauthorized");
        assertThat(refused.header("WWW-Authenticate")).contains("Bearer");
        assertThat(refused.header("Access-Control-Expose-Headers")).contains("Retry-After");
        Response foreign =
                http.send("POST", "/admin/products", Map.of("Origin", "https://evil.test", "Cookie", cookie), "");
        assertThat(foreign.status()).isEqualTo(403);
        assertThat(foreign.body()).isEqualTo("{\"type\":\"not_allowed\",\"message\":\"Origin not allowed\"}");
        assertThat(foreign.header("Access-Control-Allow-Origin")).isEmpty();
        Response allowed = get("/admin/products", loggedIn);
        assertThat(allowed.status()).isEqualTo(200);
        Response own = get("/admin/auth", loggedIn);
        assertThat(own.status()).isEqualTo(200);
        for (Response response : List.of(refused, allowed, own)) {
            assertThat(response.headers("Access-Control-Allow-Origin")).containsExactly(ProxiedServerTest.DASHBOARD);
            assertThat(response.headers("Access-Control-Allow-Credentials")).containsExactly("true");
        }
    }

    @ParameterizedTest
    @EnumSource
    void preflightsAreAnsweredByTheServerOfTheRoute(ReverseProxy.Program program) {
        start(program, api.port());

        Response backend = http.send("OPTIONS", "/admin/products", preflight(ProxiedServerTest.DASHBOARD), "");
        assertThat(backend.status()).isEqualTo(204);
        assertThat(backend.headers("Access-Control-Allow-Origin")).containsExactly(ProxiedServerTest.DASHBOARD);
        assertThat(backend.header("X-Powered-By")).contains("Express");
        assertThat(upstream.lastReceived().header("Authorization")).isEmpty();
        Response server = http.send("OPTIONS", "/admin/auth", preflight(ProxiedServerTest.DASHBOARD), "");
        assertThat(server.status()).isEqualTo(204);
        assertThat(server.headers("Access-Control-Allow-Origin")).containsExactly(ProxiedServerTest.DASHBOARD);
        assertThat(server.header("X-Powered-By")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void theCheckCannotBeReachedFromOutside(ReverseProxy.Program program) {
        start(program, api.port());
        String cookie = "connect.sid=" + admins.newSession(admins.add());
        Map<String, String> headers = Map.of("Cookie", cookie, "X-Storelatch-Proxy-Key", ReverseProxy.KEY);

        for (String path : List.of(
                "/verify/admin",
                "/verify/store?optional=true",
                "//verify/admin",
                "/VERIFY/admin",
                "/%76erify/admin",
                "/verify%2Fadmin",
                "/verify/",
                "/store/auth/../../verify/admin",
                "/store/auth/..%2f..%2fverify/admin",
                "/storelatch-check-admin")) {
            Response response = get(path, headers);
            assertThat(response.status()).as(path).isEqualTo(404);
            assertThat(response.headers().toString()).as(path).doesNotContainIgnoringCase("x-storelatch");
        }
    }

    @ParameterizedTest
    @EnumSource
    void pathsInOtherSpellingsAreChecked(ReverseProxy.Program program) {
        start(program, api.port());

        for (String path : List.of(
                "/ADMIN/products",
                "//admin/products",
                "/%61dmin/products",
                "/store/../admin/products",
                "/uploads/..%2fadmin/products",
                "/admin",
                "/admin/customer-groups",
                "/admin/authors")) {
            assertThat(get(path, Map.of()).status()).as(path).isEqualTo(401);
        }
        assertThat(upstream.received()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void routesOfTheServerDoNotReachTheBackend(ReverseProxy.Program program) {
        start(program, api.port());

        for (String path : List.of(
                "/store/auth",
                "/Store/Auth/",
                "/store/auth/a%2Fb@example.com",
                "/store/customers/me",
                "/store/orders/batch/customer/token",
                "/store/orders/customer/confirm",
                "/admin/auth",
                "/admin/users/me",
                "/admin/customers",
                "/admin/invites",
                "/admin/audit-events",
                "/admin/role",
                "/admin/outbox/x/resend",
                "/admin/figures",
                "/admin/configuration",
                "/.well-known/jwks.json",
                "/health",
                "/health/ready")) {
            assertThat(get(path, Map.of()).header("X-Powered-By")).as(path).isEmpty();
        }
        assertThat(upstream.received()).isEmpty();
        for (String path : List.of("/store/authors", "/store/orders/cart/1", "/store/customer-groups", "/other")) {
            assertThat(get(path, Map.of()).header("X-Powered-By")).as(path).contains("Express");
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingReachesTheBackendUncheckedWhileTheServerIsDown(ReverseProxy.Program program) {
        start(program, 1);

        for (String path : List.of("/admin/products", "/store/products")) {
            Response response = get(path, Map.of("Cookie", "connect.sid=s%3Aanybody"));
            assertThat(response.status()).as(path).isIn(502, 503);
            assertThat(response.body()).as(path).isEqualTo(UNAVAILABLE);
        }
        assertThat(upstream.received()).isEmpty();
        assertThat(get("/uploads/mug.png", Map.of()).status()).isEqualTo(200);
    }

    private void start(ReverseProxy.Program program, int server) {
        proxy = program.start(folder, server, upstream.port());
        http = new RawHttp(proxy.port());
    }

    private void logIn(Customer customer, Map<String, String> headers) {
        Map<String, String> all = new HashMap<>(headers);
        all.put("Content-Type", "application/json");
        String body = "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(customer.email(), customer.password());
        assertThat(http.send("POST", "/store/auth", all, body).status()).isEqualTo(200);
    }

    private Response get(String path, Map<String, String> headers) {
        return http.send("GET", path, headers, "");
    }

    private static Map<String, String> preflight(String origin) {
        return Map.of(
                "Origin", origin,
                "Access-Control-Request-Method", "POST",
                "Access-Control-Request-Headers", "content-type",
                "Authorization", "Bearer forged");
    }

    private static String bearer(Received received) {
        return received.header("Authorization").orElseThrow().replaceFirst("^Bearer ", "");
    }
}
