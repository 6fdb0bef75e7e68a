package dev.storelatch.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.RawHttp;
import dev.storelatch.support.Routes;
import dev.storelatch.support.ServerTest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** WSTG-ATHN-04, WSTG-ATHZ-02: no spelling of a path or of a method opens a route that needs another log-in. */
@ServerTest
@TestInstance(Lifecycle.PER_CLASS)
class ForcedBrowsingTest {

    private static final String PROBE = "{\"exists\":false}";

    @Autowired
    Api api;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mappings;

    private List<String> protectedRoutes = List.of();

    enum Spelling {
        TWO_SLASHES("/%s"),
        TWO_SLASHES_INSIDE("%s", "(?<=.)/", "//"),
        DOT("/.%s"),
        DOT_INSIDE("%s", "(?<=.)/", "/./"),
        ENCODED_DOT("/%%2e%s"),
        PARENT("/x/..%s"),
        ENCODED_PARENT("/x/%%2e%%2e%s"),
        PARENT_OF_PUBLIC_ROUTE("/store/auth/..%s"),
        PARENT_OF_PUBLIC_ROUTE_ENCODED("/health/..%%2f..%s"),
        PARAMETER("%s;x"),
        PARAMETER_INSIDE("%s", "(?<=.)/", ";x=1/"),
        PUBLIC_PARAMETER("%s;/health"),
        ENCODED_SLASH("%s", "(?<=.)/", "%2f"),
        BACKSLASH("%s", "(?<=.)/", "\\\\"),
        ENCODED_LETTER("%s", "/s|/a", "/%73"),
        EXTENSION("%s.json"),
        ENCODED_SPACE("%s%%20"),
        NUL("%s%%00"),
        LINE_BREAK("%s%%0a"),
        NUMBER_SIGN("%s%%23"),
        QUESTION_MARK("%s%%3f"),
        DOT_AT_THE_END("%s/."),
        UPPER_CASE("%s"),
        LONG_S("%s", "s", "%%c5%%bf");

        private final String format;
        private final String expression;
        private final String replacement;

        Spelling(String format) {
            this(format, "^", "");
        }

        Spelling(String format, String expression, String replacement) {
            this.format = format;
            this.expression = expression;
            this.replacement = replacement;
        }

        String of(String path) {
            String spelled = format.formatted(path.replaceAll(expression, replacement));
            return this == UPPER_CASE ? spelled.toUpperCase(Locale.ROOT) : spelled;
        }
    }

    @ParameterizedTest
    @EnumSource
    void noSpellingOpensARouteWithoutALogin(Spelling spelling) {
        RawHttp http = new RawHttp(api.port());

        assertThat(protectedRoutes("/.*")).hasSizeGreaterThan(40).allSatisfy(route -> {
            String[] methodAndPath = route.split(" ", 2);
            RawHttp.Response response = http.send(methodAndPath[0], spelling.of(methodAndPath[1]), Map.of(), "");
            // The path may have become that of the public probe.
            if (!response.body().equals(PROBE)) {
                assertThat(response.status()).as(response.body()).isIn(400, 401, 404);
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void noSpellingOpensARouteOfAdministratorsToACustomer(Spelling spelling) {
        RawHttp http = new RawHttp(api.port());
        Customer customer = api.register();
        Map<String, String> headers =
                Map.of("Cookie", "connect.sid=" + customer.cookie(), "Authorization", "Bearer " + api.token(customer));

        assertThat(protectedRoutes("/admin/.*")).hasSizeGreaterThan(20).allSatisfy(route -> {
            String[] methodAndPath = route.split(" ", 2);
            assertThat(http.send(methodAndPath[0], spelling.of(methodAndPath[1]), headers, "")
                            .status())
                    .isIn(400, 401, 404);
        });
    }

    /** HEAD is answered like GET, and methods without a route like an unknown route. */
    @ParameterizedTest
    @ValueSource(strings = {"HEAD", "GET", "POST", "PUT", "PATCH", "DELETE", "PROPFIND", "get", "GETX"})
    void noOtherMethodOpensARouteWithoutALogin(String method) {
        RawHttp http = new RawHttp(api.port());
        List<String> routes = Routes.of(mappings).toList();

        assertThat(protectedRoutes("/.*"))
                .extracting(route -> route.substring(route.indexOf(' ') + 1))
                .filteredOn(path -> !routes.contains(method + " " + path))
                .isNotEmpty()
                .allSatisfy(
                        path -> assertThat(http.send(method, path, Map.of(), "").status())
                                .isIn(401, 404));
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override", "_method"})
    void methodsAreNotOverridden(String name) {
        Customer customer = api.register();

        for (String method : List.of("GET", "POST")) {
            api.cookie(customer.cookie())
                    .header(name, "DELETE")
                    .contentType("application/x-www-form-urlencoded")
                    .request(method, "/store/auth?_method=DELETE&" + name + "=DELETE");
            assertThat(api.cookieStatus(customer.cookie())).as(method).isEqualTo(200);
        }
        api.request()
                .header(name, "GET")
                .header("X-Original-URL", "/health")
                .header("X-Rewrite-URL", "/health")
                .get("/admin/users")
                .then()
                .statusCode(401);
    }

    /** ASVS 4.1.4 and 13.4.4: a request is not sent back, so that a page cannot read headers that it may not. */
    @Test
    void traceSendsNothingBack() {
        Customer customer = api.register();
        for (String path : List.of("/", "/health", "/store/auth", "/store/customers/me", "/admin/auth")) {
            RawHttp.Response response = new RawHttp(api.port())
                    .send("TRACE", path, Map.of("Cookie", "connect.sid=" + customer.cookie(), "X-Echo", "echoed"), "");

            assertThat(response.status()).isBetween(400, 499);
            assertThat(response.body()).doesNotContain("echoed", customer.cookie());
        }
    }

    /** Returns the routes that answer 401 without a log-in. */
    private List<String> protectedRoutes(String path) {
        if (protectedRoutes.isEmpty()) {
            RawHttp http = new RawHttp(api.port());
            protectedRoutes = Routes.of(mappings)
                    .filter(route -> {
                        String[] methodAndPath = route.split(" ", 2);
                        return http.send(methodAndPath[0], methodAndPath[1], Map.of(), "")
                                        .status()
                                == 401;
                    })
                    .toList();
        }
        return protectedRoutes.stream()
                .filter(route -> route.matches("\\w+ " + path))
                .toList();
    }
}
