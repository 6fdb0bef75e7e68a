package dev.storelatch.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.storelatch.support.AdminApi;
import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.ApiDescriptionFilter;
import dev.storelatch.support.Routes;
import dev.storelatch.support.ServerTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Rules for all routes of administrators, also for those that will be added. */
@ServerTest
class AdminRoutesTest {

    private static final Set<String> OPEN = Set.of(
            "POST /admin/auth",
            "POST /admin/auth/token",
            "POST /admin/auth/passkeys/login-options",
            // Here a challenge may stand for a log-in.
            "POST /admin/auth/factors/totp/confirm",
            "POST /admin/users/password-token",
            "POST /admin/users/reset-password",
            "POST /admin/invites/accept");

    @Autowired
    Api api;

    @Autowired
    AdminApi admins;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mappings;

    private AdminApi.User user;
    private String token;

    @BeforeEach
    void logIn() {
        user = admins.add();
        token = admins.token(user);
    }

    private record Route(String method, String path) {

        static Route of(String route) {
            String[] parts = route.split(" ", 2);
            return new Route(parts[0], parts[1]);
        }

        Response send(RequestSpecification request) {
            return request.request(method, path);
        }
    }

    @Test
    void requireALogInOfAnAdministrator() {
        Customer customer = api.register();
        String customerToken = api.token(customer);
        List<Route> routes = routes("\\w+", "/admin/.*")
                .filter(route -> !OPEN.contains(route.method() + " " + route.path()))
                .toList();

        assertThat(routes).hasSizeGreaterThan(14).allSatisfy(route -> {
            assertUnauthorized(route.send(api.request()));
            assertUnauthorized(route.send(api.bearer(customerToken)));
            assertUnauthorized(route.send(api.cookie(customer.cookie())));
            assertUnauthorized(route.send(api.request().header("x-medusa-access-token", customerToken)));
        });
    }

    private static void assertUnauthorized(Response response) {
        response.then().statusCode(401).header("WWW-Authenticate", "Bearer").body(equalTo("Unauthorized"));
    }

    @Test
    void matchInOtherLetterCaseAndWithATrailingSlash() {
        assertThat(routes("GET", "/admin/.*")).allSatisfy(route -> {
            Response response = route.send(api.bearer(token));
            for (String path :
                    List.of(route.path() + "/", "/ADMIN" + route.path().substring("/admin".length()))) {
                Response other = api.bearer(token).get(path);
                assertThat(other.statusCode()).as(path).isEqualTo(response.statusCode());
                assertThat(other.asString()).as(path).isEqualTo(response.asString());
            }
        });
    }

    @Test
    void answerHeadLikeGetButWithoutABody() {
        assertThat(routes("GET", "/admin/.*")).allSatisfy(route -> {
            Response get = route.send(api.bearer(token));
            Response head = api.bearer(token).head(route.path());
            assertThat(head.statusCode()).isEqualTo(get.statusCode());
            assertThat(head.contentType()).isEqualTo(get.contentType());
            assertThat(head.asString()).isEmpty();
        });
    }

    @Test
    void answerPreflightRequestsOfTheirOwnOrigins() {
        assertThat(routes("\\w+", "/admin/.*")).allSatisfy(route -> {
            for (String origin : List.of("http://localhost:7000", "http://localhost:8000")) {
                Response response = api.request()
                        .header("Origin", origin)
                        .header("Access-Control-Request-Method", route.method())
                        .header("Access-Control-Request-Headers", "content-type,x-medusa-access-token")
                        .options(route.path());
                assertThat(response.statusCode()).isEqualTo(204);
                assertThat(response.header("Access-Control-Allow-Headers"))
                        .isEqualTo("content-type,x-medusa-access-token");
                assertThat(response.header("Access-Control-Allow-Origin"))
                        .isEqualTo(origin.endsWith("7000") ? origin : null);
            }
        });
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /admin/nope",
        "PUT, /admin/users",
        "PATCH, /admin/customers/x",
        "DELETE, /admin/customers/x",
        "DELETE, /admin/users",
        "POST, /admin/invites/x",
        "GET, /admin/products"
    })
    void areNamedIfTheyDoNotExist(String method, String path) {
        api.bearer(token)
                .request(method, path)
                .then()
                .statusCode(404)
                .body("type", equalTo("not_found"))
                .body("message", equalTo("Cannot " + method + " " + path));
        assertUnauthorized(api.request().request(method, path));
    }

    /** ASVS 14.2.6, 15.3.1. */
    @Test
    void neverReturnAHash() {
        Customer customer = api.register();
        List<String> hashes = Stream.of("customer", "\"user\"")
                .flatMap(table -> jdbc
                        .sql("select password_hash from " + table + " where password_hash is not null")
                        .query(String.class)
                        .list()
                        .stream())
                .toList();
        assertThat(hashes).hasSizeGreaterThan(1);

        assertThat(routes("GET", "/admin/.*")).allSatisfy(route -> {
            for (String id : List.of(customer.id(), user.id())) {
                for (String query : List.of("", "?fields=password_hash", "?expand=password_hash", "?limit=100")) {
                    String body = api.bearer(token)
                            .get(route.path().replaceFirst("/x\\b", "/" + id) + query)
                            .asString();
                    assertThat(body).doesNotContain(hashes).doesNotContain("\"password_hash\":\"");
                }
            }
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "[{}]",
                "5",
                "{}",
                "{\"email\":{\"a\":1},\"password\":[],\"first_name\":5,\"last_name\":{},\"role\":[\"admin\"]}",
                "{\"email\":\"\\u0000@example.com\",\"password\":\"\\u0000\",\"user\":\"\\u0000\",\"role\":\"\\u0000\"}",
                "{\"email\":\"a\\ud800@example.com\",\"metadata\":{\"\\u0000\":\"\\ud800\"}}",
                "{\"user\":[],\"token\":{}}",
                "{\"user\":{\"password\":{}},\"token\":\"a.b.c\"}",
                "{\"token\":\"..\",\"password\":\"long enough\",\"user\":{\"password\":\"long enough\"}}",
                "{\"token\":\"eyJhbGciOiJub25lIn0.e30.\",\"password\":\"long enough\",\"user\":{\"password\":\"long enough\"}}",
                "{\"metadata\":[],\"groups\":[[]],\"api_token\":{}}",
                "{\"metadata\":\"x\",\"groups\":{\"id\":[]},\"api_token\":5}",
                "{\"reason\":{},\"until\":\"9999999-99-99\"}",
                "{\"reason\":\"x\",\"until\":\"+999999999-12-31T23:59:59.999Z\"}",
                "{\"until\":1e999,\"reason\":\"\\u0000\"}",
                "{\"__proto__\":{\"x\":1},\"constructor\":{}}"
            })
    void refuseHostileBodiesWithoutAServerError(String body) {
        List<Route> routes = routes("POST|DELETE", "/admin/.*").toList();
        // A body that is accepted, such as {} for a log-out, ends the log-in at most, and the next route gets 401.
        assertThat(routes)
                .allSatisfy(route -> assertThat(
                                route.send(responsesCompared(api.json(body).header("Authorization", "Bearer " + token)))
                                        .statusCode())
                        .as(route + " " + body)
                        .isLessThan(500));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit[]=1",
                "limit[a]=1",
                "limit=1e309",
                "limit=99999999999999999999",
                "limit=-1",
                "limit=NaN",
                "offset=-1",
                "offset=99999999999999999999",
                "offset[]=1&offset[]=2",
                "order=",
                "order=-",
                "order[]=email",
                "order=email%3Bdrop",
                "order=password_hash",
                "fields[]=id",
                "fields=%00",
                "expand[]=orders",
                "expand=orders.items.variant",
                "expand=,,orders,",
                "q[]=a",
                "q[a]=b",
                "q=%00",
                "q=%25%25%25",
                "q=%5C",
                "q=%ed%a0%80",
                "has_account[]=true",
                "groups[a][b]=c",
                "groups[]=%00",
                "groups[999999999]=x",
                "id[][x]=1",
                "id=%00",
                "role[a]=b",
                "email[]=x",
                "created_at=2020-01-01",
                "created_at[lt]=never",
                "created_at[lt][x]=1",
                "created_at[nope]=1",
                "created_at[gte]=-999999999-01-01",
                "updated_at[gt]=%00",
                "deleted_at[lte]=",
                "%00=1",
                "[]=1",
                "=1",
                "a[b][c][d][e][f][g][h][i]=1"
            })
    void refuseHostileQueriesWithoutAServerError(String query) {
        assertThat(routes("GET", "/admin/.*"))
                .allSatisfy(route -> assertThat(responsesCompared(api.bearer(token))
                                .get(route.path() + "?" + query)
                                .statusCode())
                        .as(route + " " + query)
                        .isLessThan(500));
    }

    /** A route may ignore what it does not know, so that such a request succeeds. */
    private static RequestSpecification responsesCompared(RequestSpecification request) {
        return request.noFiltersOfType(ApiDescriptionFilter.class).filter(ApiDescriptionFilter.ofResponses());
    }

    private Stream<Route> routes(String method, String path) {
        return Routes.of(mappings)
                .map(Route::of)
                .filter(route -> route.method().matches(method) && route.path().matches(path));
    }
}
