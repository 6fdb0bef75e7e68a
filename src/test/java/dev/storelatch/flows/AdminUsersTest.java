package dev.storelatch.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.storelatch.support.AdminApi;
import dev.storelatch.support.Api;
import dev.storelatch.support.ServerTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Routes {@code /admin/users}. */
@ServerTest
class AdminUsersTest {

    @Autowired
    Api api;

    @Autowired
    AdminApi admins;

    @Autowired
    JdbcClient jdbc;

    private AdminApi.User admin;
    private String token;

    @BeforeEach
    void logIn() {
        admin = admins.add();
        token = admins.token(admin);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"email\":\"%s\",\"password\":\"%s\"}"
                        + " | email,id,deleted_at,role,first_name,last_name,api_token,metadata,created_at,updated_at",
                "{\"password\":\"%2$s\",\"last_name\":\"L\",\"role\":\"developer\",\"email\":\"%1$s\",\"first_name\":\"F\"}"
                        + " | role,email,first_name,last_name,id,deleted_at,api_token,metadata,created_at,updated_at"
            })
    void createdUserShowsFirstWhatWasSent(String body, String keys) {
        String email = Api.newEmail().toUpperCase(Locale.ROOT);

        Response created =
                as(token, body.formatted(email, "correct horse battery")).post("/admin/users");

        created.then().statusCode(200).body("user.email", equalTo(email.toLowerCase(Locale.ROOT)));
        assertThat(created.<Map<String, Object>>path("user").keySet()).containsExactly(keys.split(","));
        api.json(Api.credentials(email, "correct horse battery"))
                .post("/admin/auth")
                .then()
                .statusCode(200)
                .body("user.id", equalTo(created.path("user.id")));
    }

    @Test
    void userWithoutAPasswordCannotLogIn() {
        String email = Api.newEmail();

        as(token, Api.credentials(email, "")).post("/admin/users").then().statusCode(200);

        api.json(Api.credentials(email, "anything")).post("/admin/auth").then().statusCode(401);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | email must be an email, password must be a string",
                "{\"email\":\"n@example.com\",\"password\":\"short\"}"
                        + " | password must be longer than or equal to 8 characters",
                "{\"email\":\"n@example.com\",\"password\":\"long enough\",\"role\":\"king\"}"
                        + " | role must be one of the following values: admin, member, developer",
                "{\"email\":\"n@example.com\",\"password\":\"long enough\",\"metadata\":{}}"
                        + " | property metadata should not exist"
            })
    void malformedUsersAreNotCreated(String body, String message) {
        as(token, body).post("/admin/users").then().statusCode(400).body("message", equalTo(message));
    }

    @Test
    void emailAddressOfALiveUserIsTaken() {
        AdminApi.User other = admins.add("member");
        Map<String, String> body = Api.credentials(other.email().toUpperCase(Locale.ROOT), "long enough");

        as(token, body)
                .post("/admin/users")
                .then()
                .statusCode(400)
                .body("message", equalTo("A user with the same email already exists."));

        as(token).delete("/admin/users/" + other.id()).then().statusCode(200);
        as(token, body).post("/admin/users").then().statusCode(200);
    }

    @Test
    void updateMergesMetadataAndKeepsTheRest() {
        AdminApi.User user = admins.add("member");
        update(user, "{\"first_name\":\"F\",\"last_name\":\"L\",\"metadata\":{\"a\":1,\"c\":\"x\"}}");

        Response updated = update(user, "{\"metadata\":{\"b\":2,\"a\":\"\"},\"last_name\":null}");

        updated.then()
                .statusCode(200)
                .body("user.first_name", equalTo("F"))
                .body("user.last_name", nullValue())
                .body("user.role", equalTo("member"))
                .body("user.metadata", equalTo(Map.of("b", 2, "c", "x")));
        assertThat(updated.<Map<String, Object>>path("user")).containsEntry("password_hash", null);
        admins.login(user).then().statusCode(200);
    }

    @Test
    void updateWithoutAChangeChangesNothing() {
        AdminApi.User user = admins.add("member");
        String before = as(token).get("/admin/users/" + user.id()).asString();

        Response updated = update(user, "{\"role\":\"member\",\"first_name\":null,\"api_token\":null}");

        assertThat(updated.asString()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"email\":\"q@example.com\"} | property email should not exist",
                "{\"password\":\"long enough\"} | property password should not exist",
                "{\"role\":\"king\"} | role must be one of the following values: admin, member, developer",
                "{\"first_name\":5} | first_name must be a string",
                "{\"metadata\":5} | metadata must be an object"
            })
    void malformedUpdatesAreRefused(String body, String message) {
        update(admin, body).then().statusCode(400).body("message", equalTo(message));
    }

    @ParameterizedTest
    @ValueSource(strings = {"first_name", "last_name", "api_token"})
    void textsAreLimited(String name) {
        update(admin, Map.of(name, "x".repeat(256)))
                .then()
                .statusCode(400)
                .body("message", equalTo(name + " must be shorter than or equal to 255 characters"));
    }

    @Test
    void metadataIsLimited() {
        update(admin, Map.of("metadata", Map.of("a", "x".repeat(16_000))))
                .then()
                .statusCode(200);

        update(admin, Map.of("metadata", Map.of("b", "x".repeat(1_000))))
                .then()
                .statusCode(400)
                .body("message", equalTo("metadata must not be larger than 16384 bytes"));
        update(admin, Map.of("metadata", Map.of("a", ""))).then().statusCode(200);
    }

    @Test
    void unknownUsersAreNotFoundButCanBeDeleted() {
        for (String id : List.of("me", "usr_nope")) {
            as(token)
                    .get("/admin/users/" + id)
                    .then()
                    .statusCode(404)
                    .body("message", equalTo("User with id: %s was not found".formatted(id)));
        }
        as(token, "{\"first_name\":\"x\"}").post("/admin/users/usr_nope").then().statusCode(404);
        assertThat(as(token).delete("/admin/users/usr_nope").asString())
                .isEqualTo("{\"id\":\"usr_nope\",\"object\":\"user\",\"deleted\":true}");
    }

    @Test
    void deletionEndsEveryLogin() {
        AdminApi.User user = admins.add();
        String cookie = admins.newSession(user);
        String bearer = admins.token(user);
        String apiToken = setApiToken(user);

        as(token).delete("/admin/users/" + user.id()).then().statusCode(200);

        assertThat(admins.cookieStatus(cookie)).isEqualTo(401);
        assertThat(admins.tokenStatus(bearer)).isEqualTo(401);
        assertThat(apiTokenStatus(apiToken)).isEqualTo(401);
        admins.login(user).then().statusCode(401);
        as(token).get("/admin/users/" + user.id()).then().statusCode(404);
        jdbc.sql("update \"user\" set deleted_at = null where id = ?")
                .param(user.id())
                .update();
        assertThat(admins.cookieStatus(cookie)).isEqualTo(401);
        assertThat(admins.tokenStatus(bearer)).isEqualTo(401);
        assertThat(apiTokenStatus(apiToken)).isEqualTo(401);
    }

    @Test
    void apiTokenIsShownOnceAndStoredHashed() {
        AdminApi.User user = admins.add("member");
        String apiToken = "token-of-" + user.id();

        update(user, Map.of("api_token", apiToken)).then().statusCode(200).body("user.api_token", equalTo(apiToken));

        as(token).get("/admin/users/" + user.id()).then().body("user.api_token", nullValue());
        update(user, "{\"first_name\":\"F\"}").then().body("user.api_token", nullValue());
        assertThat(apiTokenStatus(apiToken)).isEqualTo(200);
        assertThat(jdbc.sql("select count(*) from \"user\" where api_token is not null and id = ?")
                        .param(user.id())
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(jdbc.sql("select hash = sha256(convert_to(?, 'UTF8')) from storelatch.api_token where user_id = ?")
                        .params(apiToken, user.id())
                        .query(Boolean.class)
                        .list())
                .containsExactly(true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"other\"", "\"\"", "null"})
    void replacedOrRemovedApiTokenIsInvalid(String replacement) {
        AdminApi.User user = admins.add();
        String apiToken = setApiToken(user);

        update(user, "{\"api_token\":%s}".formatted(replacement.replace("other", "other-" + user.id())))
                .then()
                .statusCode(200);

        assertThat(apiTokenStatus(apiToken)).isEqualTo(401);
    }

    @Test
    void tokenThatMedusaSetLaterReplacesOurs() {
        AdminApi.User user = admins.add();
        String apiToken = setApiToken(user);

        jdbc.sql("update \"user\" set api_token = 'medusa-' || id where id = ?")
                .param(user.id())
                .update();

        assertThat(apiTokenStatus(apiToken)).isEqualTo(401);
        assertThat(apiTokenStatus("medusa-" + user.id())).isEqualTo(200);
    }

    @Test
    void apiTokenOfAnotherUserIsRefused() {
        String apiToken = setApiToken(admins.add());

        update(admin, Map.of("api_token", apiToken))
                .then()
                .statusCode(400)
                .body("message", equalTo("api_token is that of another user"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"member", "developer"})
    void onlyTheRoleAdminMayManageUsers(String role) {
        AdminApi.User user = admins.add(role);
        String bearer = admins.token(user);

        as(bearer)
                .get("/admin/users")
                .then()
                .statusCode(403)
                .body("type", equalTo("not_allowed"))
                .body("message", equalTo("This requires the role admin"));
        as(bearer).get("/admin/users/" + user.id()).then().statusCode(403);
        as(bearer, "{\"role\":\"admin\"}")
                .post("/admin/users/" + user.id())
                .then()
                .statusCode(403);
        as(bearer).delete("/admin/users/" + admin.id()).then().statusCode(403);
        as(bearer, Api.credentials(Api.newEmail(), "long enough"))
                .post("/admin/users")
                .then()
                .statusCode(403);
        api.bearer(bearer).get("/ADMIN/Users/").then().statusCode(403);
        assertThat(admins.tokenStatus(bearer)).isEqualTo(200);
    }

    @Test
    void roleChangedInTheDatabaseCountsAtTheNextRequest() {
        setRole(admin, "member");
        as(token).get("/admin/users").then().statusCode(403);
        setRole(admin, "admin");
        as(token).get("/admin/users").then().statusCode(200);
    }

    @Test
    void listIsNewestFirst() {
        List<AdminApi.User> added = List.of(admins.add(), admins.add("member"), admins.add("developer"));
        for (int i = 0; i < added.size(); i++) {
            jdbc.sql("update \"user\" set created_at = now() + ? * interval '1 day' where id = ?")
                    .params(i + 1, added.get(i).id())
                    .update();
        }

        String ids = added.stream().map(user -> "id[]=" + user.id()).collect(Collectors.joining("&"));

        Response list = as(token).get("/admin/users?limit=2&offset=1&" + ids);

        list.then()
                .statusCode(200)
                .body("users.id", contains(added.get(1).id(), added.get(0).id()))
                .body("count", equalTo(3))
                .body("offset", equalTo(1))
                .body("limit", equalTo(2));
        assertThat(list.<Map<String, Object>>path("").keySet()).containsExactly("users", "count", "offset", "limit");
    }

    @Test
    void listIsFiltered() {
        AdminApi.User user = admins.add("developer");
        String name = "Name " + user.id();
        update(user, Map.of("first_name", name, "last_name", "L%" + user.id()));

        Map<String, String> queries = new LinkedHashMap<>();
        queries.put("q", user.email().toUpperCase(Locale.ROOT).substring(0, 20));
        queries.put("q ", name.substring(2, 20).replace(" ", "%20"));
        queries.put("email", user.email());
        queries.put("first_name", name.replace(" ", "%20"));
        queries.put("last_name", "L%25" + user.id());
        queries.put("id", user.id());
        queries.put("id[]", user.id() + ",usr_nope");
        queries.put("role=developer&id", user.id());
        queries.put("role[]=developer&id", user.id());
        queries.put("created_at[gte]=2020-01-01&id", user.id());
        queries.put("updated_at[lt]=2099-01-01&id", user.id());

        queries.forEach((parameter, value) -> as(token)
                .get("/admin/users?" + parameter.strip() + "=" + value)
                .then()
                .statusCode(200)
                .body("users.id", contains(user.id()))
                .body("count", equalTo(1)));
        for (String query : List.of(
                "role=member&id=", "created_at[lt]=2020-01-01&id=", "deleted_at[gt]=2000-01-01&id=", "q=%00&id=")) {
            Response none = as(token).get("/admin/users?" + query + user.id());
            if (!query.startsWith("q")) {
                none.then().statusCode(200).body("users", hasSize(0)).body("count", equalTo(0));
            } else {
                none.then().statusCode(400);
            }
        }
    }

    @Test
    void deletedUsersAreListedByTheTimeOfTheirDeletion() {
        AdminApi.User user = admins.add();
        as(token).delete("/admin/users/" + user.id());

        as(token).get("/admin/users?id=" + user.id()).then().body("users", hasSize(0));
        as(token)
                .get("/admin/users?deleted_at[gt]=2000-01-01&id=" + user.id())
                .then()
                .body("users.id", contains(user.id()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "email",
                "-email",
                "role",
                "-first_name",
                "last_name",
                "updated_at",
                "deleted_at",
                "id",
                "metadata"
            })
    void listIsSortedByAnyShownColumn(String order) {
        as(token).get("/admin/users?order=" + order).then().statusCode(200);
    }

    @Test
    void listIsSorted() {
        AdminApi.User user = admins.add();
        String ids = "id[]=%s&id[]=%s".formatted(admin.id(), user.id());
        List<String> sorted =
                List.of(admin.email(), user.email()).stream().sorted().toList();

        List<String> ascending =
                as(token).get("/admin/users?order=email&" + ids).path("users.email");
        List<String> descending =
                as(token).get("/admin/users?order=-email&" + ids).path("users.email");

        assertThat(ascending).isEqualTo(sorted);
        assertThat(descending).containsExactly(sorted.get(1), sorted.get(0));
    }

    @Test
    void fieldsSelectWhatIsListed() {
        Response list = as(token).get("/admin/users?fields=email&id=" + admin.id());

        assertThat(list.<Map<String, Object>>path("users[0]").keySet()).containsExactly("id", "created_at", "email");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "foo=bar | property foo should not exist",
                "limit=abc | limit must be a number conforming to the specified constraints",
                "limit=-1 | limit must not be less than 0",
                "role=king | each value in role must be one of the following values: member, admin, developer",
                "fields=id,password_hash | field password_hash does not exist",
                "fields=%2Bpassword_hash | field password_hash does not exist",
                "fields=bogus | field bogus does not exist",
                "order=password_hash | field password_hash does not exist",
                "order=-api_token | field -api_token does not exist",
                "expand=orders | relation orders does not exist",
                "created_at[gt]=x | gt must be a Date instance",
                "email[]=x | email must be a string"
            })
    void malformedQueriesAreRefused(String query, String message) {
        as(token).get("/admin/users?" + query).then().statusCode(400).body("message", equalTo(message));
    }

    @Test
    void hashesAreNeverShown() {
        AdminApi.User user = admins.add();
        for (Response response : List.of(
                as(token).get("/admin/users"),
                as(token).get("/admin/users/" + user.id() + "?fields=password_hash"),
                as(token, Api.credentials(Api.newEmail(), "long enough")).post("/admin/users"),
                update(user, "{\"first_name\":\"F\"}"),
                admins.login(user))) {
            response.then().statusCode(200).body(not(containsString("$argon2id$")));
        }
    }

    private RequestSpecification as(String bearer) {
        return api.bearer(bearer);
    }

    private RequestSpecification as(String bearer, Object body) {
        return api.json(body).header("Authorization", "Bearer " + bearer);
    }

    private Response update(AdminApi.User user, Object body) {
        return as(token, body).post("/admin/users/" + user.id());
    }

    private String setApiToken(AdminApi.User user) {
        String apiToken = "token-of-" + user.id();
        update(user, Map.of("api_token", apiToken)).then().statusCode(200);
        assertThat(apiTokenStatus(apiToken)).isEqualTo(200);
        return apiToken;
    }

    private int apiTokenStatus(String apiToken) {
        return api.request()
                .header("x-medusa-access-token", apiToken)
                .get("/admin/auth")
                .statusCode();
    }

    private void setRole(AdminApi.User user, String role) {
        jdbc.sql("update \"user\" set role = ?::user_role_enum where id = ?")
                .params(role, user.id())
                .update();
    }
}
