package dev.storelatch.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.support.AdminApi;
import dev.storelatch.support.Api;
import dev.storelatch.support.ServerTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** ASVS 6.3.8, WSTG-IDNT-04: a response does not show whether an address has an account, by no header either. */
@ServerTest
class AccountExistenceTest {

    @Autowired
    Api api;

    @Autowired
    AdminApi admins;

    @Autowired
    JdbcClient jdbc;

    @ParameterizedTest
    @CsvSource({
        "/store/auth, 401",
        "/store/auth/token, 401",
        "/store/customers/password-token, 204",
        "/store/customers/password-reset, 401",
        "/store/customers/email-token, 204",
        "/admin/auth, 401",
        "/admin/auth/token, 401",
        "/admin/users/password-token, 204",
        "/admin/users/reset-password, 401"
    })
    void responseIsTheSameForEveryAddress(String path, int status) {
        boolean ofAdministrators = path.startsWith("/admin");
        Response unknown = send(path, Api.newEmail());

        assertThat(unknown.statusCode()).isEqualTo(status);
        for (String email : ofAdministrators
                ? List.of(
                        admins.add().email(),
                        withoutPassword("\"user\"", admins.add().email()))
                : List.of(
                        api.register().email(),
                        withoutPassword("customer", api.register().email()),
                        locked(api.register()))) {
            Response known = send(path, email);
            assertThat(known.statusCode()).isEqualTo(status);
            assertThat(known.asString()).isEqualTo(unknown.asString());
            assertThat(headers(known)).isEqualTo(headers(unknown));
        }
    }

    private Response send(String path, String email) {
        Object body = switch (path.substring(path.lastIndexOf('/'))) {
            case "/password-token", "/email-token" -> Map.of("email", email);
            case "/password-reset", "/reset-password" ->
                Map.of("email", email, "token", "x".repeat(43), "password", "a long password");
            default -> Api.credentials(email, "not the password");
        };
        return api.json(body).post(path);
    }

    private String withoutPassword(String table, String email) {
        jdbc.sql("update " + table + " set password_hash = null where email = ?")
                .param(email)
                .update();
        return email;
    }

    private String locked(Api.Customer customer) {
        api.bearer(admins.token(admins.add()))
                .contentType("application/json")
                .body("{\"reason\":\"test\"}")
                .post("/admin/customers/" + customer.id() + "/lock")
                .then()
                .statusCode(200);
        return customer.email();
    }

    private static List<String> headers(Response response) {
        return response.headers().asList().stream()
                .filter(header -> !Set.of("Date", "X-Request-Id").contains(header.getName()))
                .map(Object::toString)
                .toList();
    }
}
