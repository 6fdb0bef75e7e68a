package dev.storelatch.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.support.AdminApi;
import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.Routes;
import dev.storelatch.support.ServerTest;
import io.restassured.config.RedirectConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Headers and effects that all routes have in common, with and without a log-in. */
@ServerTest
class ResponseHeadersTest {

    private static final List<String> TABLES = List.of(
            "select t::text from customer t",
            "select t::text from address t",
            "select t::text from \"user\" t",
            "select t::text from invite t",
            "select t::text from \"order\" t",
            "select t::text from storelatch.api_token t");

    /** Tables whose rows the server deletes by itself when they have expired. */
    private static final List<String> EXPIRING = List.of(
            "select id from storelatch.link_token",
            "select id::text from storelatch.outbox",
            "select t::text from storelatch.refresh_token t",
            "select t::text from storelatch.revoked_token t",
            "select session_id from storelatch.session");

    @Autowired
    Api api;

    @Autowired
    AdminApi admins;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mappings;

    private record Exchange(String route, Response response) {}

    /** ASVS 3.4.3 to 3.4.6 and 3.2.1. */
    @Test
    void everyResponseRestrictsWhatABrowserMayDoWithIt() {
        assertThat(exchanges()).hasSizeGreaterThan(100).allSatisfy(exchange -> {
            Response response = exchange.response();
            assertThat(response.header("Content-Security-Policy"))
                    .isEqualTo("default-src 'none'; frame-ancestors 'none'");
            assertThat(response.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(response.header("X-Frame-Options")).isEqualTo("DENY");
            assertThat(response.header("Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(response.header("Cross-Origin-Resource-Policy")).isEqualTo("cross-origin");
        });
    }

    /** ASVS 4.1.1. */
    @Test
    void everyBodyHasATypeAndACharset() {
        assertThat(exchanges())
                .filteredOn(exchange -> !exchange.response().asString().isEmpty())
                .hasSizeGreaterThan(100)
                .allSatisfy(exchange -> assertThat(exchange.response().header("Content-Type"))
                        .matches("(application/json|text/(plain|html)); ?charset=utf-8"));
    }

    /** ASVS 13.4.6. */
    @Test
    void noResponseNamesTheServersSoftware() {
        assertThat(exchanges()).allSatisfy(exchange -> {
            assertThat(exchange.response().headers().asList())
                    .extracting(header -> header.getName().toLowerCase(Locale.ROOT))
                    .doesNotContain("server", "x-powered-by", "via", "x-application-context");
            assertThat(exchange.response().asString())
                    .doesNotContain("Tomcat", "Spring", "PostgreSQL", "dev.storelatch");
        });
    }

    /** ASVS 4.1.2: a client that uses http by mistake would not notice. */
    @Test
    void noResponseIsARedirect() {
        assertThat(exchanges())
                .allSatisfy(
                        exchange -> assertThat(exchange.response().statusCode()).isNotIn(301, 302, 303, 307, 308));
        assertThat(withoutRedirects(api.request().header("X-Forwarded-Proto", "http"))
                        .get("/store/customers/me")
                        .statusCode())
                .isEqualTo(401);
    }

    /** ASVS 3.5.3. */
    @Test
    void safeMethodsChangeNothing() {
        List<Supplier<RequestSpecification>> callers = callers();
        List<String> before = rows(TABLES);
        List<String> expiring = rows(EXPIRING);

        for (String method : List.of("GET", "HEAD", "OPTIONS")) {
            for (Supplier<RequestSpecification> caller : callers) {
                routes().map(route -> route.substring(route.indexOf(' ') + 1))
                        .distinct()
                        .forEach(path -> caller.get()
                                .header("Origin", "https://evil.example")
                                .contentType("application/json")
                                .body(
                                        "{\"email\":\"new@example.com\",\"password\":\"a long password\",\"first_name\":\"X\"}")
                                .request(method, path));
            }
        }

        assertThat(rows(TABLES)).containsExactlyInAnyOrderElementsOf(before);
        assertThat(expiring).containsAll(rows(EXPIRING));
        assertThat(callers.get(1).get().get("/store/auth").statusCode()).isEqualTo(200);
        assertThat(callers.get(2).get().get("/admin/auth").statusCode()).isEqualTo(200);
    }

    private List<String> rows(List<String> queries) {
        return queries.stream()
                .flatMap(query -> jdbc.sql(query).query(String.class).list().stream())
                .toList();
    }

    private List<Exchange> exchanges() {
        List<Supplier<RequestSpecification>> callers = callers();
        return routes().distinct()
                .filter(route -> !route.startsWith("DELETE ") && !route.contains("jwks"))
                .flatMap(route -> callers.stream().map(caller -> {
                    String[] methodAndPath = route.split(" ", 2);
                    return new Exchange(
                            route, withoutRedirects(caller.get()).request(methodAndPath[0], methodAndPath[1]));
                }))
                .toList();
    }

    private List<Supplier<RequestSpecification>> callers() {
        Customer customer = api.register();
        String token = admins.token(admins.add());
        return List.of(api::request, () -> api.cookie(customer.cookie()), () -> api.bearer(token));
    }

    private Stream<String> routes() {
        return Stream.concat(
                Routes.of(mappings),
                Stream.of("GET /", "GET /nope", "POST /store/nope", "GET /admin/nope", "PUT /health"));
    }

    private static RequestSpecification withoutRedirects(RequestSpecification request) {
        return request.config(RestAssuredConfig.config()
                .redirect(RedirectConfig.redirectConfig().followRedirects(false)));
    }
}
