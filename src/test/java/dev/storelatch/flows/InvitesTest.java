package dev.storelatch.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.storelatch.crypto.JwtJsonSerializer;
import dev.storelatch.support.AdminApi;
import dev.storelatch.support.Api;
import dev.storelatch.support.ServerTest;
import dev.storelatch.support.TestClock;
import io.jsonwebtoken.Jwts;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Routes {@code /admin/invites}. */
@ServerTest
class InvitesTest {

    private static final String INVITES = "/admin/invites";
    private static final String ACCEPT = "/admin/invites/accept";
    private static final String PASSWORD = "a quite new password";
    private static final String NOT_VALID = "Token is not valid";
    private static final String INVALID = "Invalid invite";

    @Autowired
    Api api;

    @Autowired
    AdminApi admins;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TestClock clock;

    private String bearer;
    private String email;

    @BeforeEach
    void logIn() {
        bearer = admins.token(admins.add());
        email = Api.newEmail();
    }

    @Test
    void invitedUserAcceptsAndLogsInWithTheRole() {
        invite(email.toUpperCase(Locale.ROOT), "developer")
                .then()
                .statusCode(200)
                .body(equalTo("OK"));
        Map<String, Object> invite = listed(email);

        assertThat(invite.keySet())
                .containsExactly(
                        "id",
                        "created_at",
                        "updated_at",
                        "deleted_at",
                        "user_email",
                        "role",
                        "accepted",
                        "token",
                        "expires_at",
                        "metadata");
        assertThat(invite).containsEntry("role", "developer").containsEntry("accepted", false);
        assertThat(String.valueOf(invite.get("id"))).matches("invite_[0-9A-HJKMNP-TV-Z]{26}");
        accept(token(), user("Ada", "Lovelace", PASSWORD))
                .then()
                .statusCode(200)
                .body(equalTo("OK"));

        api.json(Api.credentials(email, PASSWORD))
                .post("/admin/auth")
                .then()
                .statusCode(200)
                .body("user.role", equalTo("developer"))
                .body("user.first_name", equalTo("Ada"))
                .body("user.last_name", equalTo("Lovelace"));
        assertThat(emails()).doesNotContain(email);
    }

    /** Medusa's dashboard sends empty names. */
    @Test
    void namesCanBeEmptyOrMissing() {
        String other = Api.newEmail();
        invite(email, "member");
        invite(other, "member");

        accept(token(), user("", "", PASSWORD)).then().statusCode(200);
        accept(String.valueOf(listed(other).get("token")), Map.of("password", PASSWORD))
                .then()
                .statusCode(200);
    }

    @Test
    void tokenIsAJwtThatIsStoredNowhere() {
        invite(email, "admin");
        Map<String, Object> invite = listed(email);
        String token = token();
        JsonNode payload = JsonMapper.shared()
                .readTree(new String(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), StandardCharsets.UTF_8));

        assertThat(payload.propertyNames()).containsExactly("invite_id", "role", "user_email", "iat");
        assertThat(payload.path("invite_id").asString()).isEqualTo(invite.get("id"));
        assertThat(payload.path("user_email").asString()).isEqualTo(email);
        assertThat(payload.path("role").asString()).isEqualTo("admin");
        assertThat(storedToken()).isEqualTo(invite.get("id"));
        assertThat(token()).isEqualTo(token);
        assertRefused(accept(storedToken(), user("", "", PASSWORD)), NOT_VALID);
    }

    @Test
    void invitingAgainChangesTheRoleAndKeepsTheInvite() {
        invite(email, "member");
        Map<String, Object> first = listed(email);
        clock.advance(Duration.ofDays(1));
        bearer = admins.token(admins.add());

        invite(email, "admin").then().statusCode(200);

        Map<String, Object> second = listed(email);
        assertThat(second).containsEntry("id", first.get("id")).containsEntry("role", "admin");
        assertThat(String.valueOf(second.get("expires_at"))).isGreaterThan(String.valueOf(first.get("expires_at")));
        accept(String.valueOf(first.get("token")), user("", "", PASSWORD))
                .then()
                .statusCode(200);
        assertThat(role()).isEqualTo("admin");
    }

    @Test
    void userCannotBeInvited() {
        AdminApi.User user = admins.add("member");

        assertRefused(
                invite(user.email().toUpperCase(Locale.ROOT), "member"),
                "Can't invite a user with an existing account");
    }

    @Test
    void inviteIsAcceptedOnce() {
        invite(email, "member");
        String token = token();
        accept(token, user("", "", PASSWORD)).then().statusCode(200);

        assertRefused(accept(token, user("", "", PASSWORD)), INVALID);
    }

    @Test
    void deletedInviteIsNotAccepted() {
        invite(email, "member");
        String token = token();
        String id = id();

        for (int i = 0; i < 2; i++) {
            api.bearer(bearer)
                    .contentType("application/json")
                    .body("{}")
                    .delete(INVITES + "/" + id)
                    .then()
                    .statusCode(200)
                    .body(equalTo("{\"id\":\"" + id + "\",\"object\":\"invite\",\"deleted\":true}"));
        }

        assertRefused(accept(token, user("", "", PASSWORD)), INVALID);
    }

    @Test
    void tokenOfADeletedInviteDoesNotAcceptTheNextOne() {
        invite(email, "admin");
        String token = token();
        api.bearer(bearer).delete(INVITES + "/" + id());
        invite(email, "member");

        assertRefused(accept(token, user("", "", PASSWORD)), INVALID);
        accept(token(), user("", "", PASSWORD)).then().statusCode(200);
        assertThat(role()).isEqualTo("member");
    }

    @ParameterizedTest
    @CsvSource({"604790, 200", "604800, 400"})
    void inviteExpiresAfterSevenDays(int seconds, int status) {
        invite(email, "member");
        String token = token();

        clock.advance(Duration.ofSeconds(seconds));

        accept(token, user("", "", PASSWORD)).then().statusCode(status);
    }

    @Test
    void resendingRenewsAnExpiredInvite() {
        invite(email, "member");
        String token = token();
        String id = id();
        clock.advance(Duration.ofDays(8));
        assertRefused(accept(token, user("", "", PASSWORD)), INVALID);
        bearer = admins.token(admins.add());

        resend(id).then().statusCode(200).body(equalTo("OK"));

        accept(token, user("", "", PASSWORD)).then().statusCode(200);
    }

    @Test
    void unknownInviteCannotBeResent() {
        assertRefused(resend("invite_nope"), "Invite doesn't exist");
    }

    @Test
    void refusedPasswordKeepsTheInvite() {
        invite(email, "member");
        String token = token();

        assertRefused(accept(token, user("", "", "short")), "password must be longer than or equal to 8 characters");
        assertRefused(accept(token, user("", "", "")), "password must be longer than or equal to 8 characters");
        assertRefused(accept(token, user("", "", email)), "password must not be the email");
        assertRefused(accept(token, user("", "", "password")), "password is too common");

        accept(token, user("", "", PASSWORD)).then().statusCode(200);
    }

    @Test
    void invitedPersonWhoHasBecomeAUserCannotAccept() {
        invite(email, "member");
        String token = token();
        api.bearer(bearer)
                .contentType("application/json")
                .body(Api.credentials(email, PASSWORD))
                .post("/admin/users")
                .then()
                .statusCode(200);

        assertRefused(accept(token, user("", "", PASSWORD)), "User already joined");
        assertThat(emails()).contains(email);
    }

    @Test
    void onlyAnAdminManagesInvites() {
        invite(email, "member");
        String id = id();
        String member = admins.token(admins.add("member"));

        for (String token : List.of(member, api.token(api.register()), "")) {
            int status = token.equals(member) ? 403 : 401;
            api.bearer(token).get(INVITES).then().statusCode(status);
            as(token, Map.of("user", email, "role", "admin"))
                    .post(INVITES)
                    .then()
                    .statusCode(status);
            as(token, Map.of()).post(INVITES + "/" + id + "/resend").then().statusCode(status);
            api.bearer(token).delete(INVITES + "/" + id).then().statusCode(status);
        }
        assertThat(listed(email)).containsEntry("role", "member");
    }

    @Test
    void eachAddressIsSentThreeMailsInARow() {
        invite(email, "member").then().statusCode(200);
        invite(email, "admin").then().statusCode(200);
        String id = id();
        resend(id).then().statusCode(200);

        resend(id).then().statusCode(429).header("Retry-After", equalTo("600"));
        invite(email, "developer").then().statusCode(429);
        assertThat(listed(email)).containsEntry("role", "admin");
        clock.advance(Duration.ofMinutes(10));
        resend(id).then().statusCode(200);
    }

    @Test
    void thereAreAtMostAThousandInvites() {
        invite(email, "member");
        jdbc.sql("""
                insert into invite (id, user_email, token, expires_at)
                select 'invite_many_' || i, 'many_' || i || '@example.com', '', now() from generate_series(1, 1000) i
                """).update();
        try {
            assertRefused(invite(Api.newEmail(), "member"), "there must not be more than 1000 invites");
            assertThat(api.bearer(bearer).get(INVITES).jsonPath().getList("invites"))
                    .hasSize(1000);
        } finally {
            jdbc.sql("delete from invite where id like 'invite_many_%'").update();
        }
        invite(email, "member").then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "a.b.c", "eyJhbGciOiJub25lIn0.e30.", "\ud83d\ude00"})
    void tokenThatNobodyIssuedIsRefused(String token) {
        assertRefused(accept(token, user("", "", PASSWORD)), NOT_VALID);
    }

    @Test
    void alteredTokenIsRefused() {
        invite(email, "member");
        String[] parts = token().split("\\.", -1);
        String altered = base64("{\"invite_id\":\"" + id() + "\",\"role\":\"admin\",\"user_email\":\"" + email + "\"}");

        assertRefused(accept(parts[0] + "." + altered + "." + parts[2], user("", "", PASSWORD)), NOT_VALID);
        assertRefused(accept(base64("{\"alg\":\"none\"}") + "." + altered + ".", user("", "", PASSWORD)), NOT_VALID);
    }

    /** A token for access is signed with the same secret as Medusa's tokens of invites. */
    @Test
    void accessTokenIsNoTokenOfAnInvite() {
        assertRefused(accept(bearer, user("", "", PASSWORD)), INVALID);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | token should not be empty, token must be a string, user should not be empty",
                "{\"token\":\"\",\"user\":{\"password\":\"p\"}} | token should not be empty",
                "{\"token\":1,\"user\":{\"password\":\"p\"}} | token must be a string",
                "{\"token\":\"t\",\"user\":null} | user should not be empty",
                "{\"token\":\"t\",\"user\":\"\"}"
                        + " | user should not be empty, nested property user must be either object or array",
                "{\"token\":\"t\",\"user\":1} | nested property user must be either object or array",
                "{\"token\":\"t\",\"user\":[]} | user must be an object",
                "{\"token\":\"t\",\"user\":{}} | password must be a string",
                "{\"token\":\"t\",\"user\":{\"password\":\"p\",\"role\":\"admin\"}} | property role should not exist",
                "{\"token\":\"t\",\"user\":{\"password\":\"p\",\"first_name\":1}} | first_name must be a string",
                "{\"token\":\"t\",\"user\":{\"password\":\"p\"},\"x\":1} | property x should not exist",
                "{\"token\":\"a\\u0000\",\"user\":{\"password\":\"p\"}} | token must not contain NUL characters",
                "[] | an unknown value was passed to the validate function"
            })
    void malformedAcceptanceIsRefused(String body, String message) {
        assertRefused(api.json(body).post(ACCEPT), message);
    }

    @Test
    void longNameIsRefused() {
        invite(email, "member");

        assertRefused(
                accept(token(), user("n".repeat(256), "", PASSWORD)),
                "first_name must be shorter than or equal to 255 characters");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | user must be an email, role must be one of the following values: admin, member, developer",
                "{\"user\":\"a@example.com\",\"role\":null}"
                        + " | role must be one of the following values: admin, member, developer",
                "{\"user\":\"a@example.com\",\"role\":\"ADMIN\"}"
                        + " | role must be one of the following values: admin, member, developer",
                "{\"user\":1,\"role\":\"admin\"} | user must be an email",
                "{\"user\":\"a@example.com\",\"role\":\"admin\",\"x\":1} | property x should not exist",
                "[] | an unknown value was passed to the validate function"
            })
    void malformedInviteIsRefused(String body, String message) {
        assertRefused(as(bearer, body).post(INVITES), message);
    }

    /** Medusa stores the token of an invite and signs it with the shop's secret. */
    @Test
    void openInviteOfMedusaIsAccepted() {
        String token = medusaInvite(ServerTest.JWT_SECRET);

        accept(token, user("", "", PASSWORD)).then().statusCode(200);

        assertThat(role()).isEqualTo("developer");
        assertRefused(accept(token, user("", "", PASSWORD)), INVALID);
    }

    @Test
    void inviteThatMedusaSignedWithAnotherSecretIsAcceptedAfterItIsResent() {
        String token = medusaInvite("another-secret-9Vb3KxTq6LmWz2RyNcHs");
        assertRefused(accept(token, user("", "", PASSWORD)), NOT_VALID);
        assertThat(token()).isNotEqualTo(token);

        resend(id()).then().statusCode(200);

        assertThat(storedToken()).isEqualTo(id());
        accept(token(), user("", "", PASSWORD)).then().statusCode(200);
    }

    @Test
    void tokenOfMedusaIsNotAcceptedAfterTheInviteIsResent() {
        String token = medusaInvite(ServerTest.JWT_SECRET);

        resend(id()).then().statusCode(200);

        assertRefused(accept(token, user("", "", PASSWORD)), INVALID);
    }

    /** Old versions of Medusa keep such rows, and its index allows one row for each address. */
    @ParameterizedTest
    @ValueSource(strings = {"accepted = true", "deleted_at = now()"})
    void finishedInviteGivesWayToANewOne(String finished) {
        invite(email, "admin");
        String token = token();
        String id = id();
        jdbc.sql("update invite set " + finished + " where id = ?").param(id).update();
        assertRefused(accept(token, user("", "", PASSWORD)), INVALID);
        assertRefused(resend(id), "Invite doesn't exist");

        invite(email, "member").then().statusCode(200);

        assertThat(id()).isNotEqualTo(id);
        assertRefused(accept(token, user("", "", PASSWORD)), INVALID);
        accept(token(), user("", "", PASSWORD)).then().statusCode(200);
    }

    private Response invite(String address, String role) {
        return as(bearer, Map.of("user", address, "role", role)).post(INVITES);
    }

    private Response resend(String id) {
        return as(bearer, Map.of()).post(INVITES + "/" + id + "/resend");
    }

    private Response accept(String token, Map<String, String> user) {
        return api.json(Map.of("token", token, "user", user)).post(ACCEPT);
    }

    private RequestSpecification as(String token, Object body) {
        return api.bearer(token).contentType("application/json").body(body);
    }

    private static Map<String, String> user(String firstName, String lastName, String password) {
        return Map.of("first_name", firstName, "last_name", lastName, "password", password);
    }

    private Map<String, Object> listed(String address) {
        Response response = api.bearer(bearer).get(INVITES);
        response.then().statusCode(200);
        return response.jsonPath().<Map<String, Object>>getList("invites").stream()
                .filter(invite -> address.equals(invite.get("user_email")))
                .findFirst()
                .orElseThrow();
    }

    private List<String> emails() {
        return api.bearer(bearer).get(INVITES).jsonPath().getList("invites.user_email");
    }

    private String token() {
        return String.valueOf(listed(email).get("token"));
    }

    private String id() {
        return String.valueOf(listed(email).get("id"));
    }

    private String storedToken() {
        return jdbc.sql("select token from invite where user_email = ?")
                .param(email)
                .query(String.class)
                .single();
    }

    private String role() {
        return jdbc.sql("select role::text from \"user\" where email = ?")
                .param(email)
                .query(String.class)
                .single();
    }

    private String medusaInvite(String secret) {
        String id = "invite_of_medusa_" + email.hashCode();
        String token = Jwts.builder()
                .json(new JwtJsonSerializer(JsonMapper.shared()))
                .claim("invite_id", id)
                .claim("role", "developer")
                .claim("user_email", email)
                .claim("iat", clock.instant().getEpochSecond())
                .signWith(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"), Jwts.SIG.HS256)
                .compact();
        jdbc.sql("""
                insert into invite (id, user_email, role, token, expires_at)
                values (:id, :email, 'developer', :token, :expiresAt)
                """)
                .param("id", id)
                .param("email", email)
                .param("token", token)
                .param("expiresAt", clock.instant().plus(Duration.ofDays(7)).atOffset(ZoneOffset.UTC))
                .update();
        return token;
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertRefused(Response response, String message) {
        response.then().statusCode(400).body("type", equalTo("invalid_data")).body("message", equalTo(message));
    }
}
