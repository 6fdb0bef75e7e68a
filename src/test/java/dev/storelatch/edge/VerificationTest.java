package dev.storelatch.edge;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;

import dev.storelatch.support.AdminApi;
import dev.storelatch.support.AdminApi.User;
import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.RawHttp;
import dev.storelatch.support.ServerTest;
import dev.storelatch.support.Statements;
import dev.storelatch.support.TestClock;
import io.restassured.http.Header;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who has made the request that a proxy asks about, and who has not. */
@ServerTest
class VerificationTest {

    private static final String STORE = "/verify/store";
    private static final String ADMIN = "/verify/admin";
    private static final String OPTIONAL = "?optional=true";

    @Autowired
    Api api;

    @Autowired
    AdminApi admins;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TestClock clock;

    @Autowired
    Statements statements;

    @ParameterizedTest
    @ValueSource(strings = {"", OPTIONAL})
    void cookieOfACustomerHasRealmIdEmailAndSession(String query) {
        Customer customer = api.register();
        String session = api.cookie(customer.cookie())
                .get("/store/customers/me/sessions")
                .path("sessions[0].id");

        Response response = get(api.cookie(customer.cookie()), STORE + query);

        assertThat(identity(response))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "X-Storelatch-Realm",
                        "store",
                        "X-Storelatch-Id",
                        customer.id(),
                        "X-Storelatch-Email",
                        customer.email(),
                        "X-Storelatch-Session",
                        session));
        response.then().statusCode(200).body(emptyString());
        assertThat(customer.cookie()).doesNotContain(session);
    }

    @Test
    void cookieOfAUserHasRealmIdEmailAndSession() {
        User user = admins.add("member");
        String cookie = admins.newSession(user);

        Map<String, String> identity = identity(get(api.cookie(cookie), ADMIN));

        assertThat(identity)
                .containsEntry("X-Storelatch-Realm", "admin")
                .containsEntry("X-Storelatch-Id", user.id())
                .containsEntry("X-Storelatch-Email", user.email())
                .containsKey("X-Storelatch-Session")
                .hasSize(4);
    }

    @Test
    void tokensHaveNoSession() {
        Customer customer = api.register();
        User user = admins.add();
        jdbc.sql("insert into storelatch.api_token (user_id, hash) values (?, sha256(convert_to(?, 'UTF8')))")
                .params(user.id(), user.id())
                .update();

        assertThat(identity(get(api.bearer(api.token(customer)), STORE)))
                .isEqualTo(identityOf("store", customer.id(), customer.email()));
        assertThat(identity(get(api.bearer(admins.token(user)), ADMIN)))
                .isEqualTo(identityOf("admin", user.id(), user.email()));
        assertThat(identity(get(api.request().header("x-medusa-access-token", user.id()), ADMIN)))
                .isEqualTo(identityOf("admin", user.id(), user.email()));
    }

    @Test
    void oneCookieHoldsACustomerAndAUser() {
        Customer customer = api.register();
        User user = admins.add();
        String cookie = Api.sessionCookie(admins.login(user, customer.cookie()));

        assertThat(identity(get(api.cookie(cookie), STORE))).containsEntry("X-Storelatch-Id", customer.id());
        assertThat(identity(get(api.cookie(cookie), ADMIN))).containsEntry("X-Storelatch-Id", user.id());

        api.cookie(cookie).delete("/store/auth");

        assertUnknown(api.cookie(cookie), STORE);
        assertThat(identity(get(api.cookie(cookie), ADMIN))).containsEntry("X-Storelatch-Email", user.email());
    }

    @Test
    void validSessionTakesPrecedenceOverATokenAndATokenOverAnInvalidSession() {
        Customer customer = api.register();
        Customer other = api.register();

        assertThat(identity(get(api.bearer(api.token(other), customer.cookie()), STORE)))
                .containsEntry("X-Storelatch-Id", customer.id());
        assertThat(identity(get(api.bearer(api.token(other), "s%3Aunknown.x"), STORE)))
                .containsEntry("X-Storelatch-Id", other.id());
    }

    @Test
    void credentialsOfTheOtherRealmAreNone() {
        Customer customer = api.register();
        User user = admins.add();

        assertUnknown(api.cookie(customer.cookie()), ADMIN);
        assertUnknown(api.bearer(api.token(customer)), ADMIN);
        assertUnknown(api.cookie(admins.newSession(user)), STORE);
        assertUnknown(api.bearer(admins.token(user)), STORE);
    }

    @ParameterizedTest
    @ValueSource(strings = {STORE, ADMIN})
    void withoutALogInItIs401UnlessItIsOptional(String path) {
        assertUnknown(api.request(), path);
        assertUnknown(api.cookie("s%3Aunknown.x"), path);
        assertUnknown(api.bearer("x.y.z"), path);
        assertUnknown(api.request().header("x-medusa-access-token", "unknown"), path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?optional",
                "?optional=",
                "?optional=1",
                "?optional=TRUE",
                "?optional=true&x=1",
                "?%6Fptional=true"
            })
    void onlyOneQueryMakesItOptional(String query) {
        get(api.request(), STORE + query).then().statusCode(401);
    }

    /** Statements that end a log-in in the database, or make its account one that cannot be logged in. */
    static Stream<String> endings() {
        return Stream.of(
                "update customer set deleted_at = now() where id = :id",
                "update customer set has_account = false where id = :id",
                "delete from customer where id = :id",
                """
                insert into storelatch.account_state (realm, account_id, locked_until) values ('store', :id, 'infinity')
                on conflict (realm, account_id) do update set locked_until = 'infinity'
                """);
    }

    @ParameterizedTest
    @MethodSource("endings")
    void lockedOrDeletedAccountIsUnknownWithTheNextRequest(String ending) {
        Customer customer = api.register();
        String token = api.token(customer);
        get(api.cookie(customer.cookie()), STORE).then().statusCode(200);
        get(api.bearer(token), STORE).then().statusCode(200);

        jdbc.sql(ending).param("id", customer.id()).update();

        assertUnknown(api.cookie(customer.cookie()), STORE);
        assertUnknown(api.bearer(token), STORE);
    }

    @Test
    void logOutEndsCookieAndTokenWithTheNextRequest() {
        Customer customer = api.register();
        String token = api.token(customer);
        User user = admins.add();
        String admin = admins.newSession(user);

        api.bearer(token, customer.cookie()).delete("/store/auth").then().statusCode(200);
        api.cookie(admin).delete("/admin/auth").then().statusCode(200);

        assertUnknown(api.cookie(customer.cookie()), STORE);
        assertUnknown(api.bearer(token), STORE);
        assertUnknown(api.cookie(admin), ADMIN);
    }

    @Test
    void expiredSessionAndTokenAreUnknown() {
        Customer customer = api.register();
        String token = api.token(customer);

        clock.advance(Duration.ofDays(30));

        assertUnknown(api.cookie(customer.cookie()), STORE);
        assertUnknown(api.bearer(token), STORE);
    }

    /** Without it, a customer would be logged out who looks at products for longer than the idle timeout. */
    @Test
    void checkKeepsTheSessionAlive() {
        Customer customer = api.register();

        for (int i = 0; i < 2; i++) {
            clock.advance(Duration.ofHours(9));
            get(api.cookie(customer.cookie()), STORE).then().statusCode(200);
        }

        assertThat(api.cookieStatus(customer.cookie())).isEqualTo(200);
    }

    @Test
    void checkingTakesOneSelect() {
        Customer customer = api.register();
        User user = admins.add();
        String token = api.token(customer);
        String admin = admins.newSession(user);
        jdbc.sql("update \"user\" set api_token = id where id = ?")
                .param(user.id())
                .update();

        assertOneSelect(api.cookie(customer.cookie()), STORE);
        assertOneSelect(api.cookie(customer.cookie()), STORE + OPTIONAL);
        assertOneSelect(api.bearer(token), STORE);
        assertOneSelect(api.cookie(admin), ADMIN);
        assertOneSelect(api.request().header("x-medusa-access-token", user.id()), ADMIN);
    }

    @Test
    void eachCredentialThatIsTriedTakesOne() {
        Customer customer = api.register();
        String token = api.token(customer);
        api.cookie(customer.cookie()).delete("/store/auth");

        assertThat(statements.of(() ->
                        get(api.bearer(token, customer.cookie()), STORE).then().statusCode(200)))
                .hasSize(2)
                .allMatch(statement -> statement.startsWith("1 select"));
    }

    @Test
    void visitorCostsNoStatement() {
        assertThat(statements.of(
                        () -> get(api.request(), STORE + OPTIONAL).then().statusCode(200)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "plain+tag@example.com, plain+tag@example.com",
        "jürgen@müller.example, j%C3%BCrgen@m%C3%BCller.example",
        "50%off@example.com, 50%25off@example.com",
        "'\"a b\"@example.com', %22a%20b%22@example.com",
        "\uD83D\uDC4D@example.com, %F0%9F%91%8D@example.com"
    })
    void emailIsPercentEncoded(String email, String encoded) {
        Customer customer = api.register();
        jdbc.sql("update customer set email = ? where id = ?")
                .params(customer.id() + email, customer.id())
                .update();

        String header = get(api.cookie(customer.cookie()), STORE).header("X-Storelatch-Email");

        assertThat(header).isEqualTo(customer.id() + encoded);
        assertThat(URLDecoder.decode(header.replace("+", "%2B"), StandardCharsets.UTF_8))
                .isEqualTo(customer.id() + email);
    }

    /** The contract accepts line breaks within quotes. */
    @Test
    void emailCannotAddAHeader() {
        Customer customer = api.register();
        jdbc.sql("update customer set email = ? where id = ?")
                .params("\"a\r\nX-Storelatch-Id: cus_1\"@" + customer.id(), customer.id())
                .update();

        Response response = get(api.cookie(customer.cookie()), STORE);

        assertThat(response.headers().getValues("X-Storelatch-Id")).containsExactly(customer.id());
        assertThat(response.header("X-Storelatch-Email")).startsWith("%22a%0D%0AX-Storelatch-Id:%20cus_1%22@");
    }

    /** Traefik can keep the method, and unknown ones are passed on by every proxy. */
    @ParameterizedTest
    @ValueSource(strings = {"HEAD", "POST", "PUT", "PATCH", "DELETE", "PROPFIND", "PURGE"})
    void proxyMayKeepTheMethod(String method) {
        Customer customer = api.register();

        var response = new RawHttp(api.port())
                .send(method, STORE, Map.of("Cookie", "connect.sid=" + customer.cookie()), "{\"malformed\":");

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.header("X-Storelatch-Id")).contains(customer.id());
    }

    /** nginx passes on the length of a body that it does not send, unless it is told not to. Waiting would end with 408. */
    @Test
    void announcedBodyIsNotWaitedFor() throws IOException {
        try (Socket socket = new Socket("localhost", api.port())) {
            socket.getOutputStream()
                    .write("""
                            GET /verify/store HTTP/1.1\r
                            Host: localhost\r
                            Cookie: connect.sid=%s\r
                            Content-Type: application/json\r
                            Content-Length: 1\r
                            \r
                            """.formatted(api.register().cookie()).getBytes(StandardCharsets.US_ASCII));

            String status = new BufferedReader(new InputStreamReader(socket.getInputStream())).readLine();

            assertThat(status).startsWith("HTTP/1.1 200");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/verify/store/", "/VERIFY/Store"})
    void pathIsReadAsEveryOther(String path) {
        get(api.cookie(api.register().cookie()), path).then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/verify", "/verify/stores", "/verify/store/x", "/verify/admin/x"})
    void otherPathsAreUnknown(String path) {
        get(api.cookie(api.register().cookie()), path).then().statusCode(404).body("type", equalTo("not_found"));
    }

    private void assertOneSelect(RequestSpecification request, String path) {
        assertThat(statements.of(
                        () -> get(api.request().spec(request), path).then().statusCode(200)))
                .singleElement()
                .asString()
                .startsWith("1 select");
    }

    /** Checks that nobody is recognized, with and without {@code optional}. */
    private static void assertUnknown(RequestSpecification request, String path) {
        Response required = get(request, path);
        required.then()
                .statusCode(401)
                .header("WWW-Authenticate", "Bearer")
                .contentType("text/plain; charset=utf-8")
                .body(equalTo("Unauthorized"));
        assertThat(identity(required)).isEmpty();
        Response optional = get(request, path + OPTIONAL);
        optional.then().statusCode(200).body(emptyString());
        assertThat(identity(optional)).isEmpty();
    }

    private static Response get(RequestSpecification request, String path) {
        Response response = request.header("X-Forwarded-Method", "GET").get(path);
        assertThat(response.headers().hasHeaderWithName("Set-Cookie")).isFalse();
        return response;
    }

    private static Map<String, String> identityOf(String realm, String id, String email) {
        return Map.of("X-Storelatch-Realm", realm, "X-Storelatch-Id", id, "X-Storelatch-Email", email);
    }

    /** Returns the headers that a proxy copies. */
    private static Map<String, String> identity(Response response) {
        return response.headers().asList().stream()
                .filter(header -> header.getName().matches("Authorization|X-Storelatch-.*"))
                .collect(toMap(Header::getName, Header::getValue));
    }
}
