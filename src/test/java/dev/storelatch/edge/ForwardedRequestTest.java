package dev.storelatch.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.storelatch.support.AdminApi;
import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.RawHttp;
import dev.storelatch.support.ServerTest;
import io.restassured.http.Header;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Cross-site requests, preflight requests and CORS headers, for the request that the headers of a proxy describe. */
@ServerTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForwardedRequestTest {

    private static final String SHOP = "http://localhost:8000";
    private static final String DASHBOARD = "http://localhost:7000";
    private static final String EVIL = "https://evil.example";
    private static final String REFUSED = "{\"type\":\"not_allowed\",\"message\":\"Origin not allowed\"}";

    @Autowired
    Api api;

    @Autowired
    AdminApi admins;

    private Customer customer;

    @BeforeAll
    void register() {
        customer = api.register();
    }

    /** Row by row what {@code CrossSiteTest} requires of our own routes. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "same-origin, -,                         200",
                "same-origin, https://evil.example,      200",
                "none,        -,                         200",
                "-,           -,                         200",
                "-,           http://localhost:8000,     200",
                "cross-site,  http://localhost:8000,     200",
                "same-site,   http://localhost:8000,     200",
                "-,           https://api.example.com,   200",
                "cross-site,  -,                         403",
                "same-site,   -,                         403",
                "cross-site,  null,                      403",
                "-,           null,                      403",
                "-,           https://evil.example,      403",
                "-,           http://api.example.com,    403",
                "-,           http://localhost:7000,     403",
                "cross-site,  http://localhost:8001,     403"
            })
    void unsafeRequestWithTheCookieMustComeFromAnAllowedOrigin(String site, String origin, int status) {

        for (String path : List.of("/verify/store", "/verify/store?optional=true")) {
            RequestSpecification request = api.cookie(customer.cookie())
                    .header("X-Forwarded-Method", "POST")
                    .header("X-Forwarded-Proto", "https")
                    .header("X-Forwarded-Host", "api.example.com");
            if (site != null) {
                request.header("Sec-Fetch-Site", site);
            }
            if (origin != null) {
                request.header("Origin", origin);
            }
            Response response = request.get(path);

            assertThat(response.statusCode()).as(path).isEqualTo(status);
            if (status == 403) {
                assertThat(response.asString()).isEqualTo(REFUSED);
                response.then().header("X-Storelatch-Id", nullValue());
            }
        }
    }

    @Test
    void eachRealmHasItsOwnList() {
        String cookie = admins.newSession(admins.add());

        post(cookie, DASHBOARD, "/verify/admin").then().statusCode(200);
        post(cookie, SHOP, "/verify/admin").then().statusCode(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "TRACE"})
    void safeMethodMayComeFromAnywhere(String method) {
        crossSite(Map.of("X-Forwarded-Method", method)).then().statusCode(200);
        crossSite(Map.of("X-Original-Method", method)).then().statusCode(200);
        crossSite(Map.of("X-Original-Method", method, "X-Forwarded-Method", method))
                .then()
                .statusCode(200);
    }

    /** Unknown methods too: a method is case-sensitive (RFC 9110 §9.1). */
    @ParameterizedTest
    @ValueSource(
            strings = {"POST", "PUT", "PATCH", "DELETE", "PURGE", "get", "GET, POST", "GET,GET", "GETS", "*", "\u00e9"})
    void everyOtherMethodIsUnsafe(String method) {
        crossSite(Map.of("X-Forwarded-Method", method)).then().statusCode(403).body(equalTo(REFUSED));
        crossSite(Map.of("X-Original-Method", method)).then().statusCode(403);
    }

    @Test
    void methodThatIsMissingOrContradictoryIsUnsafe() {
        crossSite(Map.of()).then().statusCode(403);
        crossSite(Map.of("X-Forwarded-Method", "")).then().statusCode(403);
        crossSite(Map.of("X-Forwarded-Method", "GET", "X-Original-Method", "POST"))
                .then()
                .statusCode(403);
        crossSite(Map.of("X-Forwarded-Method", "OPTIONS", "X-Original-Method", "POST"))
                .then()
                .statusCode(403);
        crossSite(Map.of("X-Forwarded-Method", List.of("GET", "POST"))).then().statusCode(403);
        evil(Map.of("X-Forwarded-Method", "GET")).post("/verify/store").then().statusCode(403);
    }

    @Test
    void methodThatTheProxyKeepsCounts() {
        evil(Map.of()).post("/verify/store").then().statusCode(403);
        evil(Map.of("X-Forwarded-Method", "POST")).post("/verify/store").then().statusCode(403);
    }

    @Test
    void requestWithoutTheCookieIsNotRefused() {
        api.request()
                .header("X-Forwarded-Method", "POST")
                .header("Origin", EVIL)
                .get("/verify/store?optional=true")
                .then()
                .statusCode(200);
        api.bearer(api.token(customer))
                .header("X-Forwarded-Method", "POST")
                .header("Origin", EVIL)
                .get("/verify/store")
                .then()
                .statusCode(200);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "https, api.example.com,      -,    https://api.example.com",
                "https, api.example.com:8443, -,    https://api.example.com:8443",
                "https, api.example.com,      8443, https://api.example.com:8443",
                "https, api.example.com:443,  -,    https://api.example.com",
                "http,  localhost:7070,       -,    http://localhost:7070",
                "http,  [::1]:7070,           -,    http://[::1]:7070",
                "http,  api.example.com,      -,    http://api.example.com"
            })
    void ownOriginIsWhatTheBrowserRequested(String scheme, String host, String port, String origin) {
        RequestSpecification request = evil(Map.of(
                "X-Forwarded-Method", "POST", "X-Forwarded-Proto", scheme, "X-Forwarded-Host", host, "Origin", origin));
        if (port != null) {
            request.header("X-Forwarded-Port", port);
        }

        request.get("/verify/store").then().statusCode(200);
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.example.com/store/carts?x[]=1|2, https://api.example.com,   200",
        "https://api.example.com:8443/,               https://api.example.com:8443, 200",
        "http://api.example.com,                      http://api.example.com,    200",
        "https://api.example.com/,                    https://evil.example,      403",
        "https://x@evil.example/,                     https://evil.example,      403",
        "ftp://evil.example/,                         ftp://evil.example,        403"
    })
    void ingressNginxSendsTheUrl(String url, String origin, int status) {
        evil(Map.of("X-Original-Method", "POST", "X-Original-URL", url, "Origin", origin))
                .get("/verify/store")
                .then()
                .statusCode(status);
    }

    /** It carries no credentials, and the server behind the proxy answers it. */
    @ParameterizedTest
    @ValueSource(strings = {"/verify/store", "/verify/admin", "/verify/store?optional=true"})
    void preflightIsNotChecked(String path) {
        for (Response response : List.of(
                api.cookie(customer.cookie())
                        .header("X-Forwarded-Method", "OPTIONS")
                        .header("Origin", EVIL)
                        .get(path),
                api.cookie(customer.cookie())
                        .header("X-Original-Method", "OPTIONS")
                        .header("Origin", SHOP)
                        .get(path),
                api.cookie(customer.cookie()).header("Origin", SHOP).options(path))) {
            response.then().statusCode(200).header("X-Storelatch-Id", nullValue());
            assertThat(cors(response)).isEmpty();
        }
    }

    @Test
    void refusalsHaveTheCorsHeadersOfTheRealm() {
        Response unknown = api.request().header("Origin", SHOP).get("/verify/store");
        Response refused = api.cookie(customer.cookie())
                .header("X-Forwarded-Method", "POST")
                .header("Origin", EVIL)
                .get("/verify/store");

        unknown.then()
                .statusCode(401)
                .header("Access-Control-Allow-Origin", SHOP)
                .header("Access-Control-Allow-Credentials", "true")
                .header("Access-Control-Expose-Headers", "Retry-After")
                .header("Vary", "Origin, Cookie, Authorization");
        refused.then()
                .statusCode(403)
                .header("Access-Control-Allow-Credentials", "true")
                .header("Access-Control-Allow-Origin", nullValue())
                .header("Vary", "Origin, Cookie, Authorization");
        assertThat(cors(api.request().header("Origin", SHOP).get("/verify/admin")))
                .containsExactly("Access-Control-Allow-Credentials");
        api.request()
                .header("Origin", DASHBOARD)
                .get("/verify/admin")
                .then()
                .header("Access-Control-Allow-Origin", DASHBOARD);
    }

    /** The server behind the proxy sends its own. */
    @Test
    void successHasNoCorsHeaders() {
        Response known = api.cookie(customer.cookie())
                .header("X-Forwarded-Method", "GET")
                .header("Origin", SHOP)
                .get("/verify/store");
        Response visitor = api.request().header("Origin", SHOP).get("/verify/store?optional=true");

        for (Response response : List.of(known, visitor)) {
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(cors(response)).isEmpty();
        }
        known.then().header("Cache-Control", "private, no-store").header("Vary", "Origin, Cookie, Authorization");
    }

    /** Headers of a proxy may repeat what a client has sent. */
    @Test
    void noHeaderCausesAServerError() {
        Random random = new Random(15);
        String cookie = "connect.sid=" + customer.cookie();
        List<String> names = List.of(
                "X-Forwarded-Method",
                "X-Forwarded-Host",
                "X-Forwarded-Proto",
                "X-Forwarded-Port",
                "X-Forwarded-For",
                "X-Forwarded-Uri",
                "X-Original-Method",
                "X-Original-URL",
                "X-Original-URI",
                "Origin",
                "X-Storelatch-Proxy-Key",
                "Sec-Fetch-Site",
                "Authorization",
                "x-medusa-access-token");
        RawHttp client = new RawHttp(api.port());
        for (int i = 0; i < 300; i++) {
            Map<String, String> headers = new TreeMap<>();
            headers.put("Cookie", cookie);
            for (int j = 0; j < 4; j++) {
                headers.put(names.get(random.nextInt(names.size())), text(random));
            }
            String method =
                    List.of("GET", "HEAD", "POST", "OPTIONS", "TRACE", "PURGE").get(random.nextInt(6));
            String query = random.nextBoolean() ? "?optional=true" : "?" + random.nextInt() + "%zz=[|";

            var response = client.send(method, "/verify/store" + query, headers, "");

            assertThat(response.status()).as(method + query + headers).isIn(200, 400, 401, 403, 405);
        }
    }

    private static String text(Random random) {
        List<String> seeds = List.of(
                "GET",
                "https",
                "api.example.com",
                "http://localhost:8000",
                "127.0.0.1",
                "Bearer a.b.c",
                "65536",
                "-1",
                "[::1",
                "]:",
                "%",
                "%00",
                "\u00ff\u0001",
                "null",
                "a,b",
                "",
                "x".repeat(4000),
                "\t",
                "\uD83D\uDC4D");
        return seeds.get(random.nextInt(seeds.size())) + seeds.get(random.nextInt(seeds.size()));
    }

    private Response crossSite(Map<String, ?> headers) {
        return evil(headers).get("/verify/store");
    }

    private RequestSpecification evil(Map<String, ?> headers) {
        RequestSpecification request = api.cookie(customer.cookie());
        if (!headers.containsKey("Origin")) {
            request.header("Origin", EVIL);
        }
        headers.forEach((name, value) -> {
            if (value instanceof List<?> values) {
                values.forEach(one -> request.header(name, one));
            } else {
                request.header(name, value);
            }
        });
        return request;
    }

    private Response post(String cookie, String origin, String path) {
        return api.cookie(cookie)
                .header("X-Forwarded-Method", "POST")
                .header("Origin", origin)
                .get(path);
    }

    private static List<String> cors(Response response) {
        return response.headers().asList().stream()
                .map(Header::getName)
                .filter(name -> name.startsWith("Access-Control-"))
                .toList();
    }
}
