package dev.storelatch.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.ServerTest;
import dev.storelatch.support.Statements;
import dev.storelatch.support.Statements.Statement;
import dev.storelatch.support.TestClock;
import io.restassured.response.Response;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Lifecycle of a session, and the contents of its row. */
@ServerTest
class SessionTest {

    @Autowired
    Api api;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Statements statements;

    @Autowired
    TestClock clock;

    @Test
    void onlyALoginCreatesASession() {
        Customer customer = api.register();
        String token = api.token(customer);
        long before = sessions();

        api.request().get("/health").then().statusCode(200);
        api.request().get("/store/auth/nobody@example.com").then().statusCode(200);
        api.request().get("/store/customers/me").then().statusCode(401);
        api.request().get("/nope").then().statusCode(404);
        api.bearer(token).get("/store/customers/me").then().statusCode(200);
        api.json("{oops").post("/store/auth").then().statusCode(400);
        assertThat(sessions()).isEqualTo(before);

        api.login(customer);
        assertThat(sessions()).isEqualTo(before + 1);
    }

    @Test
    void onlyALoginSetsACookie() {
        Stream.of(
                        api.request().get("/health"),
                        api.request().get("/store/auth/nobody@example.com"),
                        api.request().get("/store/customers/me"),
                        api.request().get("/nope"),
                        api.request().options("/store/auth"),
                        api.json("{oops").post("/store/auth"))
                .forEach(response ->
                        assertThat(response.headers().getValues("Set-Cookie")).isEmpty());
    }

    /** ASVS 7.2.3 and 11.4: the contents of the table are not enough to log in. */
    @Test
    void tableStoresAHashOfTheIdAndTheAccountInPlainText() {
        Customer customer = api.register();
        String cookie = URLDecoder.decode(customer.cookie(), StandardCharsets.UTF_8);
        String id = cookie.substring("s:".length(), cookie.indexOf('.'));

        List<String> rows =
                jdbc.sql("""
                        select s::text || ' ' || a::text || ' ' || convert_from(a.attribute_bytes, 'UTF8')
                        from storelatch.session s
                        join storelatch.session_attributes a on a.session_primary_id = s.primary_id
                        where convert_from(a.attribute_bytes, 'UTF8') = ?
                        """).param(customer.id()).query(String.class).list();

        assertThat(id).matches("[A-Za-z0-9_-]{32}");
        assertThat(rows)
                .hasSize(1)
                .allSatisfy(row -> assertThat(row).doesNotContain(id).endsWith(customer.id()));
    }

    @Test
    void sessionExpiresAfterTenIdleHours() {
        Customer customer = api.register();

        clock.advance(Duration.ofHours(10).minusMinutes(1));
        assertThat(api.cookieStatus(customer.cookie())).isEqualTo(200);
        clock.advance(Duration.ofHours(10).minusMinutes(1));
        assertThat(api.cookieStatus(customer.cookie())).isEqualTo(200);
        clock.advance(Duration.ofHours(10).plusSeconds(1));
        assertThat(api.cookieStatus(customer.cookie())).isEqualTo(401);
    }

    @Test
    void sessionExpiresAfterThirtyDaysOfUse() {
        Customer customer = api.register();

        for (int hours = 0; hours < Duration.ofDays(30).toHours() - 9; hours += 9) {
            clock.advance(Duration.ofHours(9));
            assertThat(api.cookieStatus(customer.cookie())).isEqualTo(200);
        }
        clock.advance(Duration.ofHours(9));
        assertThat(api.cookieStatus(customer.cookie())).isEqualTo(401);
    }

    @Test
    void lastAccessIsWrittenAtMostOnceAMinute() {
        Customer customer = api.register();
        long atLogin = lastAccess(customer);

        clock.advance(Duration.ofSeconds(50));
        assertThat(api.cookieStatus(customer.cookie())).isEqualTo(200);
        assertThat(lastAccess(customer)).isEqualTo(atLogin);

        clock.advance(Duration.ofSeconds(11));
        assertThat(api.cookieStatus(customer.cookie())).isEqualTo(200);
        assertThat(lastAccess(customer)).isGreaterThanOrEqualTo(atLogin + 61_000);
    }

    /** A sequential scan of these customers would touch hundreds of blocks. */
    @Test
    void sessionAndAccountAreFoundByIndex() {
        jdbc.sql("""
                insert into customer (id, email, has_account)
                select 'many ' || i, i || '@many.example', true from generate_series(1, 20000) i
                """).update();
        Customer customer = api.register();
        jdbc.sql("analyze customer, storelatch.session, storelatch.session_attributes, storelatch.account_state")
                .update();

        assertThat(statementsOf(customer))
                .filteredOn(SessionTest::readsTheSession)
                .singleElement()
                .satisfies(statement -> assertThat(statement.blocks()).isLessThan(100));
    }

    private static boolean readsTheSession(Statement statement) {
        return statement.query().contains("storelatch.session");
    }

    /** Returns the statements of a request with a valid cookie, whose last access has just been written. */
    private List<Statement> statementsOf(Customer customer) {
        assertThat(api.cookieStatus(customer.cookie())).isEqualTo(200);
        return statements.during(
                () -> assertThat(api.cookieStatus(customer.cookie())).isEqualTo(200));
    }

    @Test
    void requestWithACookieDoesNotSetItAgain() {
        assertThat(api.cookie(api.register().cookie())
                        .get("/store/customers/me")
                        .headers()
                        .getValues("Set-Cookie"))
                .isEmpty();
    }

    /** The recorded {@code session:} steps, and ASVS 7.2.4: an id that the server did not issue is refused. */
    @Test
    void forgedOrMalformedCookieIsRefused() {
        Customer customer = api.register();
        String good = customer.cookie();
        String id = good.substring("s%3A".length(), good.indexOf('.'));

        Stream.of(
                        good.substring(0, good.length() - 2) + "xx",
                        good.replace(id, "A".repeat(32)),
                        "s%3A" + id,
                        id,
                        "",
                        "s%3A",
                        "%",
                        "%zz",
                        "\"",
                        "j%3A%7B%7D",
                        "x".repeat(8000),
                        "bad; connect.sid=" + good)
                .forEach(bad -> api.cookie(bad).get("/store/auth").then().statusCode(401));
    }

    @Test
    void cookieIsAcceptedInEverySpellingThatMedusaAccepts() {
        Customer customer = api.register();
        String good = customer.cookie();

        Stream.of(
                        good,
                        URLDecoder.decode(good, StandardCharsets.UTF_8),
                        "\"" + good + "\"",
                        good + "; connect.sid=bad",
                        good + "; other=é%zz")
                .forEach(spelling ->
                        api.cookie(spelling).get("/store/auth").then().statusCode(200));
        api.request()
                .header("Cookie", "a=b; connect.sid=" + good + "; z=%zz")
                .get("/store/auth")
                .then()
                .statusCode(200);
    }

    @Test
    void cookieTakesPrecedenceOverAToken() {
        Customer ada = api.register();
        String bobsToken = api.token(api.register());

        for (String token : List.of(bobsToken, "garbage")) {
            String id =
                    api.bearer(token, ada.cookie()).get("/store/customers/me").path("customer.id");
            assertThat(id).isEqualTo(ada.id());
        }
    }

    @Test
    void failedLoginKeepsTheSession() {
        Customer customer = api.register();

        api.login(customer.withPassword("wrong"), customer.cookie()).then().statusCode(401);

        assertThat(api.cookieStatus(customer.cookie())).isEqualTo(200);
    }

    @Test
    void loginOfAnotherCustomerEndsTheSessionItReplaces() {
        Customer ada = api.register();
        Customer bob = api.register();

        Response login = api.login(bob, ada.cookie());

        String id = api.cookie(Api.sessionCookie(login)).get("/store/auth").path("customer.id");
        assertThat(id).isEqualTo(bob.id());
        assertThat(api.cookieStatus(ada.cookie())).isEqualTo(401);
    }

    /** ASVS 7.4.3: a stolen session ends when the owner changes the password. */
    @Test
    void passwordChangeEndsTheOtherSessions() {
        Customer customer = api.register();
        String other = api.newSession(customer);

        api.json(Map.of("password", "another correct horse"), customer.cookie())
                .post("/store/customers/me")
                .then()
                .statusCode(200);

        assertThat(api.cookieStatus(customer.cookie())).isEqualTo(200);
        assertThat(api.cookieStatus(other)).isEqualTo(401);
        assertThat(jdbc.sql("""
                                select count(*) from storelatch.session s where not exists (
                                    select from storelatch.session_attributes a where a.session_primary_id = s.primary_id)
                                """).query(Long.class).single()).isZero();
    }

    /** A session holds one log-in for each realm. */
    @Test
    void customersLoginAndLogoutKeepTheAdministratorsLogin() {
        Customer customer = api.register();
        String user = addAdministratorTo(customer);

        String renewed = Api.sessionCookie(api.login(customer, customer.cookie()));
        assertThat(accountsOf(renewed)).containsExactlyInAnyOrder(customer.id(), user);

        Response logout = api.cookie(renewed).delete("/store/auth");
        assertThat(logout.statusCode()).isEqualTo(200);
        assertThat(logout.headers().getValues("Set-Cookie")).isEmpty();
        assertThat(accountsOf(renewed)).containsExactly(user);
        assertThat(api.cookieStatus(renewed)).isEqualTo(401);
    }

    private String addAdministratorTo(Customer customer) {
        String user = "usr_" + UUID.randomUUID();
        jdbc.sql("insert into \"user\" (id, email) values (?, ?)")
                .params(user, user + "@example.com")
                .update();
        jdbc.sql("""
                        insert into storelatch.session_attributes
                        select session_primary_id, 'admin', convert_to(?, 'UTF8') from storelatch.session_attributes
                        where convert_from(attribute_bytes, 'UTF8') = ?
                        """).params(user, customer.id()).update();
        return user;
    }

    /** Returns the ids of the accounts that the cookie's session holds, in both realms. */
    private List<String> accountsOf(String cookie) {
        String id = cookie.substring("s%3A".length(), cookie.indexOf('.'));
        return jdbc.sql("""
                        select convert_from(a.attribute_bytes, 'UTF8') from storelatch.session s
                        join storelatch.session_attributes a on a.session_primary_id = s.primary_id
                        where s.session_id = translate(rtrim(encode(sha256(convert_to(?, 'UTF8')), 'base64'), '='), '+/', '-_')
                        """).param(id).query(String.class).list();
    }

    private long sessions() {
        return jdbc.sql("select count(*) from storelatch.session")
                .query(Long.class)
                .single();
    }

    private long lastAccess(Customer customer) {
        return jdbc.sql("""
                        select s.last_access_time from storelatch.session s
                        join storelatch.session_attributes a on a.session_primary_id = s.primary_id
                        where convert_from(a.attribute_bytes, 'UTF8') = ?
                        """).param(customer.id()).query(Long.class).single();
    }
}
