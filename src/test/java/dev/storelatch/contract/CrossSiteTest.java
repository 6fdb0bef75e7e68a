package dev.storelatch.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.storelatch.support.AdminApi;
import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.Routes;
import dev.storelatch.support.ServerTest;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** CORS, and the check of cross-site requests. */
@ServerTest
class CrossSiteTest {

    private static final String SHOP = "http://localhost:8000";

    @Autowired
    Api api;

    @Autowired
    AdminApi admins;

    @Autowired
    RequestMappingHandlerMapping requestMappingHandlerMapping;

    /** ASVS 3.5.1: fetch metadata decides, otherwise the origin; a request without either does not come from a browser. */
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
                "cross-site,  -,                         403",
                "same-site,   -,                         403",
                "cross-site,  null,                      403",
                "-,           null,                      403",
                "-,           https://evil.example,      403",
                "-,           http://localhost:7000,     403",
                "cross-site,  http://localhost:8001,     403"
            })
    void anUnsafeRequestWithTheCookieMustComeFromAnAllowedOrigin(String site, String origin, int status) {
        Customer customer = api.register();
        var request = api.json("{\"first_name\":\"X\"}").header("Cookie", "connect.sid=" + customer.cookie());
        if (site != null) {
            request.header("Sec-Fetch-Site", site);
        }
        if (origin != null) {
            request.header("Origin", origin);
        }

        Response response = request.post("/store/customers/me");

        assertThat(response.statusCode()).isEqualTo(status);
        if (status == 403) {
            assertThat(response.asString()).isEqualTo("{\"type\":\"not_allowed\",\"message\":\"Origin not allowed\"}");
            String name =
                    api.cookie(customer.cookie()).get("/store/customers/me").path("customer.first_name");
            assertThat(name).isNull();
        }
    }

    /** Caddy sends the port there only. Tomcat leaves it out, and would take 80 or 443 for it. */
    @Test
    void ownOriginHasThePortThatTheBrowserRequested() {
        for (String host : List.of("shop.example.com:8443", "shop.example.com:8080")) {
            Response response = api.json("{}", api.register().cookie())
                    .header("X-Forwarded-Proto", "https")
                    .header("X-Forwarded-Host", host)
                    .header("Origin", "https://shop.example.com:8443")
                    .post("/store/customers/me");

            assertThat(response.statusCode()).isEqualTo(host.endsWith(":8443") ? 200 : 403);
        }
    }

    /** Every route of administrators that changes something, with the list of their own. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "cross-site, http://localhost:7000, true",
                "-,          http://localhost:7001, true",
                "-,          http://localhost:8000, false",
                "cross-site, -,                     false",
                "-,          null,                  false"
            })
    void administratorsUnsafeRequestsMustComeFromTheirOrigins(String site, String origin, boolean allowed) {
        String cookie = admins.newSession(admins.add());

        List<String> routes = Routes.of(requestMappingHandlerMapping)
                .filter(route -> route.matches("(POST|DELETE|PUT|PATCH) /admin/.*"))
                .toList();

        assertThat(routes).hasSizeGreaterThan(4).allSatisfy(route -> {
            String[] methodAndPath = route.split(" ", 2);
            var request = api.json("{}", route.equals("DELETE /admin/auth") ? admins.newSession(admins.add()) : cookie);
            if (site != null) {
                request.header("Sec-Fetch-Site", site);
            }
            if (origin != null) {
                request.header("Origin", origin);
            }
            Response response = request.request(methodAndPath[0], methodAndPath[1]);
            assertThat(response.asString().contains("Origin not allowed"))
                    .as(route)
                    .isEqualTo(!allowed);
            assertThat(response.statusCode() == 403).as(route).isEqualTo(!allowed);
        });
    }

    @Test
    void ourOwnOriginNeedsNoEntryInTheList() {
        Customer customer = api.register();

        api.cookie(customer.cookie())
                .header("Origin", "http://localhost:" + api.port())
                .delete("/store/auth")
                .then()
                .statusCode(200);
    }

    @Test
    void behindATrustedProxyOurOwnOriginIsThePublicOne() {
        Customer customer = api.register();

        api.cookie(customer.cookie())
                .header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-Host", "api.shop.example")
                .header("Origin", "https://api.shop.example")
                .delete("/store/auth")
                .then()
                .statusCode(200)
                .header("Strict-Transport-Security", "max-age=31536000 ; includeSubDomains");
    }

    @Test
    void formsOfOtherSitesCannotUseTheCookie() {
        Customer customer = api.register();

        for (String type : new String[] {"application/x-www-form-urlencoded", "text/plain"}) {
            api.cookie(customer.cookie())
                    .header("Origin", "https://evil.example")
                    .config(RestAssuredConfig.config()
                            .encoderConfig(EncoderConfig.encoderConfig().encodeContentTypeAs(type, ContentType.TEXT)))
                    .contentType(type)
                    .body("{\"first_name\":\"X\"}")
                    .post("/store/customers/me")
                    .then()
                    .statusCode(403);
        }
    }

    /** Browsers do not add tokens by themselves, so no site can misuse them. */
    @Test
    void tokensMayBeUsedFromAnyOrigin() {
        Customer customer = api.register();

        api.bearer(api.token(customer))
                .header("Origin", "https://evil.example")
                .header("Sec-Fetch-Site", "cross-site")
                .delete("/store/customers/me/addresses/none")
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", (String) null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/store/auth/x@example.com", "/store/customers/me", "/store/nope"})
    void allowedOriginsMayReadEveryResponse(String path) {
        api.request()
                .header("Origin", SHOP)
                .get(path)
                .then()
                .header("Access-Control-Allow-Origin", SHOP)
                .header("Access-Control-Allow-Credentials", "true")
                .header("Access-Control-Expose-Headers", "Retry-After")
                .header("Vary", "Origin, Cookie, Authorization");
    }

    @Test
    void allowedOriginsMayReadTheRefusalOfABody() {
        api.json("{oops")
                .header("Origin", SHOP)
                .post("/store/auth")
                .then()
                .statusCode(400)
                .header("Access-Control-Allow-Origin", SHOP)
                .body("type", equalTo("invalid_data"));
    }

    /** ASVS 3.4.2: only the exact origin is allowed. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "http://localhost",
                "http://localhost:8001",
                "https://localhost:8000",
                "http://localhost:8000/",
                "http://localhost:8000.evil.example",
                "http://evil.localhost:8000",
                "HTTP://LOCALHOST:8000",
                "http://localhost:7000"
            })
    void otherOriginsAreServedButMayNotRead(String origin) {
        api.request()
                .header("Origin", origin)
                .get("/store/auth/x@example.com")
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", (String) null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/store/auth", "/store/customers/me", "/store/nope", "/STORE/auth/"})
    void everyPreflightIsAnswered(String path) {
        api.request()
                .header("Origin", SHOP)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "content-type,authorization,idempotency-key")
                .options(path)
                .then()
                .statusCode(204)
                .header("Access-Control-Allow-Origin", SHOP)
                .header("Access-Control-Allow-Credentials", "true")
                .header("Access-Control-Allow-Methods", "GET,HEAD,PUT,PATCH,POST,DELETE")
                .header("Access-Control-Allow-Headers", "content-type,authorization,idempotency-key")
                .header("Access-Control-Max-Age", "600")
                .header("Vary", "Origin, Access-Control-Request-Headers");
    }

    @Test
    void administratorsHaveOriginsOfTheirOwn() {
        api.request()
                .header("Origin", "http://localhost:7001")
                .options("/admin/auth")
                .then()
                .statusCode(204)
                .header("Access-Control-Allow-Origin", "http://localhost:7001");
        api.request()
                .header("Origin", SHOP)
                .get("/admin/auth")
                .then()
                .statusCode(401)
                .header("Access-Control-Allow-Origin", (String) null);
    }
}
