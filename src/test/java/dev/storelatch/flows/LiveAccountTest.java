package dev.storelatch.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.support.AdminApi;
import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.Routes;
import dev.storelatch.support.ServerTest;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Every route that needs credentials refuses those of an ended account: ASVS 7.4.2 and 8.3.2. */
@ServerTest
class LiveAccountTest {

    private static final List<String> PUBLIC = List.of(
            "POST /store/auth",
            "DELETE /store/auth",
            "POST /store/auth/token",
            "GET /store/auth/x",
            "POST /store/auth/passkeys/login-options",
            "POST /admin/auth/passkeys/login-options",
            // Here a challenge may stand for a log-in.
            "POST /admin/auth/factors/totp/confirm",
            // There is no provider of this name.
            "GET /store/auth/x/cb",
            "POST /store/auth/x/cb",
            "POST /store/auth/x/token",
            "POST /store/customers",
            "POST /store/customers/password-token",
            "POST /store/customers/email-token",
            "POST /store/customers/email-confirm",
            "POST /store/customers/email-undo",
            "POST /store/customers/password-reset",
            "POST /store/orders/customer/confirm",
            "POST /admin/auth",
            "POST /admin/auth/token",
            "POST /admin/invites/accept",
            "POST /admin/users/password-token",
            "POST /admin/users/reset-password",
            "GET /.well-known/jwks.json",
            "GET /health",
            "GET /health/ready",
            "OPTIONS /health");

    private static final String LOCK_AGAIN =
            " on conflict (realm, account_id) do update set locked_until = excluded.locked_until";

    @Autowired
    Api api;

    @Autowired
    AdminApi admins;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    RequestMappingHandlerMapping requestMappingHandlerMapping;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update customer set deleted_at = now() where id = ?",
                "update customer set has_account = false where id = ?",
                "delete from customer where id = ?",
                "insert into storelatch.account_state (realm, account_id, locked_until) values ('store', ?, 'infinity')"
                        + LOCK_AGAIN
            })
    void protectedRoutesRefuseAnEndedAccount(String ending) {
        Customer customer = api.register();
        String token = api.token(customer);
        assertThat(api.tokenStatus(token)).isEqualTo(200);
        jdbc.sql(ending).param(customer.id()).update();

        List<String> routes = routes().filter(route -> !PUBLIC.contains(route)).toList();

        assertThat(routes).hasSizeGreaterThan(7).allSatisfy(route -> {
            String[] methodAndPath = route.split(" ", 2);
            assertThat(api.bearer(token)
                            .request(methodAndPath[0], methodAndPath[1])
                            .statusCode())
                    .isEqualTo(401);
            assertThat(api.cookie(customer.cookie())
                            .request(methodAndPath[0], methodAndPath[1])
                            .statusCode())
                    .isEqualTo(401);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update \"user\" set deleted_at = now() where id = ?",
                "delete from \"user\" where id = ?",
                "insert into storelatch.account_state (realm, account_id, locked_until) values ('admin', ?, 'infinity')"
                        + LOCK_AGAIN
            })
    void protectedRoutesRefuseAnEndedUser(String ending) {
        AdminApi.User user = admins.add();
        jdbc.sql("insert into storelatch.api_token (user_id, hash) values (?, sha256(convert_to(?, 'UTF8')))")
                .params(user.id(), user.id())
                .update();
        String cookie = admins.newSession(user);
        String token = admins.token(user);
        List<Supplier<RequestSpecification>> credentials = List.of(
                () -> api.cookie(cookie),
                () -> api.bearer(token),
                () -> api.request().header("x-medusa-access-token", user.id()));
        assertThat(credentials)
                .allSatisfy(credential -> assertThat(
                                credential.get().get("/admin/auth").statusCode())
                        .isEqualTo(200));
        jdbc.sql(ending).param(user.id()).update();

        List<String> routes = routes().filter(route -> !PUBLIC.contains(route)).toList();

        assertThat(routes).filteredOn(route -> route.contains(" /admin/")).hasSizeGreaterThan(5);
        assertThat(routes).allSatisfy(route -> {
            String[] methodAndPath = route.split(" ", 2);
            for (Supplier<RequestSpecification> credential : credentials) {
                assertThat(credential
                                .get()
                                .request(methodAndPath[0], methodAndPath[1])
                                .statusCode())
                        .isEqualTo(401);
            }
        });
    }

    /** ASVS 7.4.1. */
    @Test
    void protectedRoutesRefuseAnEndedLogin() {
        Customer customer = api.register();
        String token = api.token(customer);
        api.bearer(token, customer.cookie()).delete("/store/auth");

        assertThat(routes().filter(route -> !PUBLIC.contains(route))).allSatisfy(route -> {
            String[] methodAndPath = route.split(" ", 2);
            assertThat(api.bearer(token, customer.cookie())
                            .request(methodAndPath[0], methodAndPath[1])
                            .statusCode())
                    .isEqualTo(401);
        });
    }

    /** ASVS 7.4.1. */
    @Test
    void protectedRoutesRefuseAnEndedLoginOfAUser() {
        AdminApi.User user = admins.add();
        String token = admins.token(user);
        String cookie = admins.newSession(user);
        api.bearer(token, cookie).delete("/admin/auth");

        assertThat(routes().filter(route -> !PUBLIC.contains(route))).allSatisfy(route -> {
            String[] methodAndPath = route.split(" ", 2);
            assertThat(api.bearer(token, cookie)
                            .request(methodAndPath[0], methodAndPath[1])
                            .statusCode())
                    .isEqualTo(401);
        });
    }

    /** ASVS 14.3.2. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void responsesMustNotBeCached(boolean loggedIn) {
        String token = loggedIn ? api.token(api.register()) : "none";

        assertThat(routes().filter(route -> route.matches("\\w+ /(store|admin)/.*")))
                .allSatisfy(route -> {
                    String[] methodAndPath = route.split(" ", 2);
                    var response = api.bearer(token).request(methodAndPath[0], methodAndPath[1]);
                    assertThat(response.header("Cache-Control")).isEqualTo("private, no-store");
                    assertThat(response.header("Vary")).isEqualTo("Origin, Cookie, Authorization");
                });
    }

    /** WSTG-ATHN-04. */
    @ParameterizedTest
    @ValueSource(strings = {"upper", "slash", "both"})
    void spellingOfAPathDoesNotBypassTheRules(String spelling) {
        assertThat(routes().filter(route -> !PUBLIC.contains(route))).allSatisfy(route -> {
            String[] methodAndPath = route.split(" ", 2);
            String path = switch (spelling) {
                case "upper" -> methodAndPath[1].toUpperCase(Locale.ROOT);
                case "slash" -> methodAndPath[1] + "/";
                default -> methodAndPath[1].toUpperCase(Locale.ROOT) + "/";
            };
            assertThat(api.request().request(methodAndPath[0], path).statusCode())
                    .isEqualTo(401);
        });
    }

    private Stream<String> routes() {
        return Routes.of(requestMappingHandlerMapping);
    }
}
