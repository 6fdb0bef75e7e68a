package dev.storelatch.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.storelatch.support.AdminApi;
import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.ServerTest;
import dev.storelatch.support.SignedToken;
import dev.storelatch.support.TestClock;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Log-in and log-out of users, by cookie, bearer token and API token. */
@ServerTest
class AdminAuthTest {

    private static final List<String> USER_KEYS = List.of(
            "id",
            "created_at",
            "updated_at",
            "deleted_at",
            "role",
            "email",
            "first_name",
            "last_name",
            "api_token",
            "metadata");

    @Autowired
    Api api;

    @Autowired
    AdminApi admins;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TestClock clock;

    @Test
    void cookieFromLoginShowsTheUser() {
        AdminApi.User user = admins.add();

        Response login = admins.login(user);
        login.then().statusCode(200).body("user.id", equalTo(user.id())).body("user.role", equalTo("admin"));
        assertThat(login.<Map<String, Object>>path("user").keySet()).containsExactlyElementsOf(USER_KEYS);

        Response current = api.cookie(Api.sessionCookie(login)).get("/admin/auth");
        assertThat(current.asString()).isEqualTo(login.asString());
    }

    @Test
    void tokenIsValidFor24Hours() {
        AdminApi.User user = admins.add();

        String token = admins.token(user);

        assertThat(SignedToken.claims(token).propertyNames().stream().limit(4))
                .containsExactly("user_id", "domain", "iat", "exp");
        assertThat(SignedToken.claims(token).path("domain").asString()).isEqualTo("admin");
        assertThat(SignedToken.claims(token).path("exp").asLong()
                        - SignedToken.claims(token).path("iat").asLong())
                .isEqualTo(86_400);
        assertThat(admins.tokenStatus(token)).isEqualTo(200);
        clock.advance(Duration.ofHours(24));
        assertThat(admins.tokenStatus(token)).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | email should not be empty, email must be an email, password should not be empty,"
                        + " password must be a string",
                "{\"email\":\"x\",\"password\":\"y\"} | email must be an email",
                "{\"email\":\"a@example.com\",\"password\":5} | password must be a string",
                "{\"email\":\"a@example.com\",\"password\":\"\"} | password should not be empty",
                "{\"email\":\"a@example.com\",\"password\":\"x\",\"y\":1} | property y should not exist"
            })
    void malformedLoginsAreRefused(String body, String message) {
        for (String path : List.of("/admin/auth", "/admin/auth/token")) {
            api.json(body)
                    .post(path)
                    .then()
                    .statusCode(400)
                    .body("type", equalTo("invalid_data"))
                    .body("message", equalTo(message));
        }
    }

    @Test
    void accountsOfOneRealmAreUnknownInTheOther() {
        Customer customer = api.register();
        AdminApi.User user = admins.add();

        api.json(Api.credentials(customer.email(), customer.password()))
                .post("/admin/auth")
                .then()
                .statusCode(401);
        api.login(user.email(), user.password()).then().statusCode(401);
        assertThat(admins.tokenStatus(api.token(customer))).isEqualTo(401);
        assertThat(admins.cookieStatus(customer.cookie())).isEqualTo(401);
        assertThat(api.tokenStatus(admins.token(user))).isEqualTo(401);
        assertThat(api.cookieStatus(admins.newSession(user))).isEqualTo(401);
    }

    @Test
    void oneCookieHoldsACustomerAndAUser() {
        Customer customer = api.register();
        AdminApi.User user = admins.add();

        String both = Api.sessionCookie(admins.login(user, customer.cookie()));
        assertThat(api.cookieStatus(both)).isEqualTo(200);
        assertThat(admins.cookieStatus(both)).isEqualTo(200);

        api.cookie(both).delete("/store/auth").then().statusCode(200);
        assertThat(api.cookieStatus(both)).isEqualTo(401);
        assertThat(admins.cookieStatus(both)).isEqualTo(200);

        String again = Api.sessionCookie(api.login(customer, both));
        Response logOut = api.cookie(again).delete("/admin/auth");
        logOut.then().statusCode(200).body(equalTo("OK"));
        assertThat(logOut.header("Set-Cookie")).isNull();
        assertThat(api.cookieStatus(again)).isEqualTo(200);
        assertThat(admins.cookieStatus(again)).isEqualTo(401);
    }

    @Test
    void logOutRequiresALogin() {
        api.request().delete("/admin/auth").then().statusCode(401);
    }

    @Test
    void refreshTokenRenewsTheLoginUntilLogOut() {
        AdminApi.User user = admins.add();
        Response login = api.json(Map.of("email", user.email(), "password", user.password(), "offline_access", true))
                .post("/admin/auth/token");
        login.then().statusCode(200).body("expires_in", equalTo(900));

        Response refreshed = refresh("/admin/auth/token", login.path("refresh_token"));
        String token = refreshed.path("access_token");
        assertThat(admins.tokenStatus(token)).isEqualTo(200);
        refresh("/store/auth/token", refreshed.path("refresh_token")).then().statusCode(401);

        api.bearer(token).delete("/admin/auth").then().statusCode(200);
        assertThat(admins.tokenStatus(token)).isEqualTo(401);
        refresh("/admin/auth/token", refreshed.path("refresh_token")).then().statusCode(401);
    }

    @Test
    void tokenThatMedusaStoredInClearAuthenticatesItsUser() {
        AdminApi.User user = admins.add();
        setClearToken(user, "clear-" + user.id());

        apiToken("clear-" + user.id()).then().statusCode(200).body("user.id", equalTo(user.id()));
        apiToken("clear-").then().statusCode(401);
        apiToken("").then().statusCode(401);
        api.bearer("clear-" + user.id()).get("/admin/auth").then().statusCode(401);
        apiToken("clear-" + user.id()).then().body("user.api_token", nullValue());

        setClearToken(user, null);
        apiToken("clear-" + user.id()).then().statusCode(401);
    }

    @Test
    void sessionTakesPrecedenceOverBearerTokenAndBearerTokenOverApiToken() {
        AdminApi.User bySession = admins.add();
        AdminApi.User byBearer = admins.add();
        AdminApi.User byApiToken = admins.add();
        setClearToken(byApiToken, byApiToken.id());
        String cookie = admins.newSession(bySession);

        api.bearer(admins.token(byBearer), cookie)
                .header("x-medusa-access-token", byApiToken.id())
                .get("/admin/auth")
                .then()
                .body("user.id", equalTo(bySession.id()));
        api.bearer(admins.token(byBearer))
                .header("x-medusa-access-token", byApiToken.id())
                .get("/admin/auth")
                .then()
                .body("user.id", equalTo(byBearer.id()));
        api.bearer("garbage", "garbage")
                .header("x-medusa-access-token", byApiToken.id())
                .get("/admin/auth")
                .then()
                .body("user.id", equalTo(byApiToken.id()));
    }

    @Test
    void passwordsAreThrottledByAddress() {
        AdminApi.User user = admins.add();
        AdminApi.User wrong = user.withPassword("wrong");

        for (int attempt = 0; attempt < 10; attempt++) {
            admins.login(wrong).then().statusCode(401);
        }

        admins.login(user).then().statusCode(429).body("type", equalTo("too_many_requests"));
    }

    @Test
    void hashOfMedusaIsReplacedAtLogin() {
        AdminApi.User user = admins.add();
        jdbc.sql("update \"user\" set password_hash = :hash where id = :id")
                // Medusa's hash of "supersecret"
                .param(
                        "hash",
                        "c2NyeXB0AAEAAAABAAAAAQZfzkdQMqgPl1+IwdZuEft557RQVGvINtVmP1o7q/NtsVheDSwGF8SJQhd+gDKsUvVPtqEhrZl7"
                                + "/VYmZb+6OqIDWMqsGxSuwF9s4O6bOmuK")
                .param("id", user.id())
                .update();

        admins.login(user.withPassword("supersecret")).then().statusCode(200);

        assertThat(jdbc.sql("select password_hash from \"user\" where id = ?")
                        .param(user.id())
                        .query(String.class)
                        .list())
                .singleElement()
                .asString()
                .startsWith("$argon2id$");
        admins.login(user.withPassword("supersecret")).then().statusCode(200);
    }

    private Response refresh(String path, String refreshToken) {
        return api.json(Map.of("grant_type", "refresh_token", "refresh_token", refreshToken))
                .post(path);
    }

    private Response apiToken(String token) {
        return api.request().header("x-medusa-access-token", token).get("/admin/auth");
    }

    private void setClearToken(AdminApi.User user, @Nullable String token) {
        jdbc.sql("update \"user\" set api_token = :token where id = :id")
                .param("token", token)
                .param("id", user.id())
                .update();
    }
}
