package dev.storelatch.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.storelatch.outbox.NotificationType;
import dev.storelatch.support.AdminApi;
import dev.storelatch.support.Api;
import dev.storelatch.support.ConcurrentCalls;
import dev.storelatch.support.MailedLinks;
import dev.storelatch.support.ServerTest;
import dev.storelatch.support.TestClock;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Password reset of administrators by a mailed link. What it shares with that of customers is tested there. */
@ServerTest
class AdminPasswordResetTest {

    private static final String REQUEST = "/admin/users/password-token";
    private static final String RESET = "/admin/users/reset-password";
    private static final String NEW_PASSWORD = "a quite new password";
    private static final String REFUSED = "Invalid or expired password reset token";

    @Autowired
    Api api;

    @Autowired
    AdminApi admins;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TestClock clock;

    @Autowired
    List<NotificationType> notificationTypes;

    private MailedLinks mailed;
    private AdminApi.User admin;

    @BeforeEach
    void addAdmin() {
        mailed = new MailedLinks(jdbc, notificationTypes);
        admin = admins.add();
    }

    @Test
    void mailedTokenSetsANewPasswordWithoutAnEmailAndWithoutALogin() {
        Response response = reset(null, newToken(admin), NEW_PASSWORD);

        response.then().statusCode(200).body("user.id", equalTo(admin.id()));
        assertThat(response.jsonPath().<String, Object>getMap("user").keySet())
                .containsExactly(
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
        assertThat(response.header("Set-Cookie")).isNull();
        assertThat(admins.login(admin).statusCode()).isEqualTo(401);
        assertThat(admins.login(admin.withPassword(NEW_PASSWORD)).statusCode()).isEqualTo(200);
    }

    @Test
    void emailIsAcceptedInAnyCase() {
        String token = newToken(admin);

        reset(admin.email().toUpperCase(Locale.ROOT), token, NEW_PASSWORD)
                .then()
                .statusCode(200);
    }

    /** Medusa's dashboard reads the address from the token. */
    @Test
    void tokenIsAJwtWithTheAddress() {
        JsonNode payload = payload(newToken(admin));

        assertThat(payload.propertyNames()).containsExactly("user_id", "email", "iat", "exp", "jti");
        assertThat(payload.path("user_id").asString()).isEqualTo(admin.id());
        assertThat(payload.path("email").asString()).isEqualTo(admin.email());
        assertThat(payload.path("exp").asLong() - payload.path("iat").asLong()).isEqualTo(900);
    }

    @Test
    void linkIsThatOfTheDashboard() {
        String token = newToken(admin);

        assertThat(mailed.page(MailedLinks.ADMIN_RESET, admin.id()))
                .isEqualTo("https://admin.example.com/reset-password?token=" + token);
    }

    @Test
    void resetEndsEveryLogin() {
        String cookie = admins.newSession(admin);
        String bearer = admins.token(admin);
        String apiToken = "api-token-" + admin.id();
        api.bearer(bearer)
                .contentType("application/json")
                .body(Map.of("api_token", apiToken))
                .post("/admin/users/" + admin.id())
                .then()
                .statusCode(200);

        reset(null, newToken(admin), NEW_PASSWORD).then().statusCode(200);

        assertThat(admins.cookieStatus(cookie)).isEqualTo(401);
        assertThat(admins.tokenStatus(bearer)).isEqualTo(401);
        assertThat(api.request()
                        .header("x-medusa-access-token", apiToken)
                        .get("/admin/auth")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void resetKeepsTheCustomerInTheSameSession() {
        Api.Customer customer = api.register();
        String both = Api.sessionCookie(admins.login(admin, customer.cookie()));

        reset(null, newToken(admin), NEW_PASSWORD).then().statusCode(200);

        assertThat(admins.cookieStatus(both)).isEqualTo(401);
        assertThat(api.cookieStatus(both)).isEqualTo(200);
    }

    @Test
    void tokenWorksOnceAndForItsAccountOnly() {
        AdminApi.User other = admins.add();
        String token = newToken(admin);

        assertRefused(reset(other.email(), token, NEW_PASSWORD));
        assertRefused(reset(Api.newEmail(), token, NEW_PASSWORD));
        reset(admin.email(), token, NEW_PASSWORD).then().statusCode(200);
        assertRefused(reset(admin.email(), token, NEW_PASSWORD));
        assertRefused(reset(null, token, NEW_PASSWORD));
    }

    @Test
    void newRequestRevokesTheOldLink() {
        String old = newToken(admin);
        clock.advance(Duration.ofSeconds(1));
        String token = newToken(admin);

        assertRefused(reset(null, old, NEW_PASSWORD));
        reset(null, token, NEW_PASSWORD).then().statusCode(200);
    }

    @ParameterizedTest
    @CsvSource({"895, 200", "900, 401"})
    void tokenExpiresAfterFifteenMinutes(int seconds, int status) {
        String token = newToken(admin);

        clock.advance(Duration.ofSeconds(seconds));

        reset(null, token, NEW_PASSWORD).then().statusCode(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "a.b.c", "\ud83d\ude00"})
    void malformedTokenIsRefusedWithAndWithoutAnEmail(String token) {
        assertRefused(reset(admin.email(), token, NEW_PASSWORD));
        assertRefused(reset(Api.newEmail(), token, NEW_PASSWORD));
        assertRefused(reset(null, token, NEW_PASSWORD));
    }

    /** Anybody can register the address of an administrator as a customer. */
    @Test
    void tokenOfACustomerWithTheSameAddressIsRefused() {
        api.json(Api.credentials(admin.email(), "correct horse battery"))
                .post("/store/customers")
                .then()
                .statusCode(200);
        String customer = jdbc.sql("select id from customer where email = ?")
                .param(admin.email())
                .query(String.class)
                .single();
        api.json(Map.of("email", admin.email()))
                .post("/store/customers/password-token")
                .then()
                .statusCode(204);

        assertRefused(reset(admin.email(), mailed.token(MailedLinks.RESET, customer), NEW_PASSWORD));
        api.json(Map.of("email", admin.email(), "token", newToken(admin), "password", NEW_PASSWORD))
                .post("/store/customers/password-reset")
                .then()
                .statusCode(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "password"})
    void refusedPasswordKeepsTheToken(String password) {
        String token = newToken(admin);

        reset(null, token, password).then().statusCode(400).body("type", equalTo("invalid_data"));
        reset(null, token, admin.email())
                .then()
                .statusCode(400)
                .body("message", equalTo("password must not be the email"));

        reset(null, token, NEW_PASSWORD).then().statusCode(200);
    }

    @Test
    void databaseContainsNoUsableToken() {
        String token = newToken(admin);
        Map<String, Object> row = jdbc.sql("select * from storelatch.link_token where account_id = ?")
                .param(admin.id())
                .query()
                .singleRow();

        assertThat(row.values())
                .extracting(String::valueOf)
                .doesNotContain(token)
                .allSatisfy(stored -> assertRefused(reset(admin.email(), stored, NEW_PASSWORD)));
    }

    /** ASVS 6.3.8. */
    @Test
    void requestDoesNotRevealWhetherAnAccountExists() {
        AdminApi.User deleted = admins.add();
        jdbc.sql("update \"user\" set deleted_at = now() where id = ?")
                .param(deleted.id())
                .update();

        for (String email : List.of(admin.email(), deleted.email(), Api.newEmail())) {
            for (int i = 0; i < 5; i++) {
                Response response = request(email);
                response.then().statusCode(204);
                assertThat(response.asString()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "password-token | {} | email must be an email",
                "password-token | {\"email\":1} | email must be an email",
                "password-token | {\"email\":\"a@example.com\",\"x\":1} | property x should not exist",
                "reset-password | {} | token must be a string, password must be a string",
                "reset-password | {\"email\":\"\",\"token\":\"t\",\"password\":\"p\"} | email must be an email",
                "reset-password | {\"email\":\"a\",\"token\":1,\"password\":null}"
                        + " | email must be an email, token must be a string, password must be a string",
                "reset-password | {\"token\":\"t\",\"password\":\"p\",\"x\":1} | property x should not exist",
                "reset-password | {\"token\":\"a\\u0000\",\"password\":\"p\"}"
                        + " | token must not contain NUL characters",
                "reset-password | [] | an unknown value was passed to the validate function"
            })
    void malformedBodiesAreRefused(String route, String body, String message) {
        api.json(body).post("/admin/users/" + route).then().statusCode(400).body("message", equalTo(message));
    }

    @RepeatedTest(3)
    @Tag("races")
    void ofManyParallelResetsOneSucceeds() throws Exception {
        String token = newToken(admin);

        List<Integer> statuses = ConcurrentCalls.run(
                20, thread -> reset(null, token, NEW_PASSWORD + thread).statusCode());

        assertThat(statuses).containsOnlyOnce(200).allMatch(status -> status == 200 || status == 401 || status == 429);
    }

    private Response request(String email) {
        return api.json(Map.of("email", email)).post(REQUEST);
    }

    private Response reset(@Nullable String email, String token, String password) {
        Map<String, String> body = new HashMap<>(Map.of("token", token, "password", password));
        if (email != null) {
            body.put("email", email);
        }
        return api.json(body).post(RESET);
    }

    private String newToken(AdminApi.User user) {
        request(user.email()).then().statusCode(204);
        return mailed.token(MailedLinks.ADMIN_RESET, user.id());
    }

    private static JsonNode payload(String token) {
        String payload = token.split("\\.", -1)[1];
        return JsonMapper.shared().readTree(new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8));
    }

    private static void assertRefused(Response response) {
        response.then().statusCode(401).body("type", equalTo("unauthorized")).body("message", equalTo(REFUSED));
    }
}
