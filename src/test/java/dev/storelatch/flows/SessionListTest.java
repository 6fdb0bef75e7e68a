package dev.storelatch.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.ServerTest;
import dev.storelatch.support.TestClock;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** List of an account's sessions, of which its owner can end one or all others: ASVS 7.4.3 and 7.5.2. */
@ServerTest
class SessionListTest {

    private static final String PATH = "/store/customers/me/sessions";
    private static final String FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";

    @Autowired
    Api api;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TestClock clock;

    @Test
    void listShowsDeviceNetworkTimesAndTheCurrentSession() {
        Customer customer = api.register();
        clock.advance(Duration.ofSeconds(1));
        String firefox = Api.sessionCookie(api.json(Api.credentials(customer.email(), customer.password()))
                .header("User-Agent", FIREFOX)
                .header("X-Forwarded-For", "203.0.113.77")
                .post("/store/auth"));

        Response list = api.cookie(firefox).get(PATH);

        assertThat(list.statusCode()).isEqualTo(200);
        assertThat(list.asString())
                .matches(
                        "\\{\"sessions\":\\[\\{\"id\":\"[0-9a-f-]{36}\",\"device\":\"Firefox on Linux\","
                                + "\"network\":\"203\\.0\\.113\\.0/24\",\"created_at\":\"[-0-9]{10}T[:0-9]{8}\\.\\d{3}Z\","
                                + "\"last_seen_at\":\"[-0-9]{10}T[:0-9]{8}\\.\\d{3}Z\",\"current\":true},\\{.*\"current\":false}]}");
        assertThat(list.<List<String>>path("sessions.device").get(1)).startsWith("Apache-HttpClient");
        assertThat(list.<List<String>>path("sessions.created_at")).isSortedAccordingTo((a, b) -> b.compareTo(a));
    }

    @Test
    void bearerTokenCanListTheSessions() {
        Customer customer = api.register();

        Response list = api.bearer(api.token(customer)).get(PATH);

        assertThat(list.<List<Boolean>>path("sessions.current")).containsExactly(false);
    }

    @Test
    void listShowsTheLastAccess() {
        Customer customer = api.register();
        clock.advance(Duration.ofMinutes(5));

        Response list = api.cookie(customer.cookie()).get(PATH);

        assertThat(list.<String>path("sessions[0].last_seen_at")).isGreaterThan(list.path("sessions[0].created_at"));
    }

    @Test
    void newLoginWithTheCookieReplacesTheEntry() {
        Customer customer = api.register();
        List<String> before = ids(customer.cookie());

        String renewed = Api.sessionCookie(api.login(customer, customer.cookie()));

        assertThat(ids(renewed)).hasSize(1).doesNotContainAnyElementsOf(before);
    }

    @Test
    void expiredSessionsAreNotListed() {
        Customer customer = api.register();
        clock.advance(Duration.ofHours(9));
        String second = api.newSession(customer);
        assertThat(ids(second)).hasSize(2);

        clock.advance(Duration.ofHours(1).plusSeconds(1));
        assertThat(ids(second)).hasSize(1);

        jdbc.sql("update storelatch.session set creation_time = creation_time - 2592000000 where primary_id = ?")
                .param(ids(second).get(0))
                .update();
        assertThat(ids(api.newSession(customer))).hasSize(1);
    }

    @Test
    void oneSessionCanBeEnded() {
        Customer customer = api.register();
        String other = api.newSession(customer);
        String id = other(customer.cookie());

        Response response = api.cookie(customer.cookie()).delete(PATH + "/" + id);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.<List<Boolean>>path("sessions.current")).containsExactly(true);
        assertThat(api.cookieStatus(other)).isEqualTo(401);
        assertThat(api.cookieStatus(customer.cookie())).isEqualTo(200);
    }

    @Test
    void ownSessionCanBeEnded() {
        Customer customer = api.register();

        api.cookie(customer.cookie()).delete(PATH + "/" + ids(customer.cookie()).get(0));

        assertThat(api.cookieStatus(customer.cookie())).isEqualTo(401);
    }

    @Test
    void sessionOfAnotherAccountIsNotFound() {
        Customer customer = api.register();
        Customer stranger = api.register();
        String strangers = ids(stranger.cookie()).get(0);

        for (String id : List.of(strangers, "nope", "%C3%A9", "' or true --".replace(" ", "%20"), "x".repeat(2000))) {
            api.cookie(customer.cookie()).delete(PATH + "/" + id).then().statusCode(404);
        }
        api.cookie(customer.cookie())
                .delete(PATH + "/nope")
                .then()
                .body(equalTo("{\"type\":\"not_found\",\"message\":\"Session with id: nope was not found\"}"));
        assertThat(api.cookieStatus(stranger.cookie())).isEqualTo(200);
        assertThat(api.cookieStatus(customer.cookie())).isEqualTo(200);
    }

    @Test
    void endingAllOthersKeepsTheOwnSessionAndEndsTheTokens() {
        Customer customer = api.register();
        Customer stranger = api.register();
        String other = api.newSession(customer);
        String token = api.token(customer);

        Response response = api.cookie(customer.cookie()).delete(PATH);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.<List<Boolean>>path("sessions.current")).containsExactly(true);
        assertThat(api.cookieStatus(customer.cookie())).isEqualTo(200);
        assertThat(api.cookieStatus(other)).isEqualTo(401);
        assertThat(api.bearer(token).get("/store/auth").statusCode()).isEqualTo(401);
        assertThat(api.bearer(api.token(customer)).get("/store/auth").statusCode())
                .isEqualTo(200);
        assertThat(api.cookieStatus(api.newSession(customer))).isEqualTo(200);
        assertThat(api.cookieStatus(stranger.cookie())).isEqualTo(200);
    }

    /** The token of the request may be the stolen one, so it ends with the others. */
    @Test
    void bearerTokenEndsEverySessionAndItself() {
        Customer customer = api.register();
        String token = api.token(customer);

        Response response = api.bearer(token).delete(PATH);

        assertThat(response.asString()).isEqualTo("{\"sessions\":[]}");
        assertThat(api.cookieStatus(customer.cookie())).isEqualTo(401);
        assertThat(api.bearer(token).get("/store/auth").statusCode()).isEqualTo(401);
    }

    /** A signed cookie of an ended session does not count as the own session. */
    @Test
    void bearerTokenBesideAnEndedCookieEndsEverySession() {
        Customer customer = api.register();
        String token = api.token(customer);
        String other = api.newSession(customer);
        api.cookie(customer.cookie()).delete("/store/auth");

        api.bearer(token, customer.cookie()).delete(PATH);

        assertThat(api.cookieStatus(other)).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void administratorOnTheEndedSessionStaysLoggedIn(boolean all) {
        Customer customer = api.register();
        String other = api.newSession(customer);
        String id = other(customer.cookie());
        String user = "usr_" + UUID.randomUUID();
        jdbc.sql("""
                insert into storelatch.session_attributes (session_primary_id, attribute_name, attribute_bytes)
                values (?, 'admin', convert_to(?, 'UTF8'))
                """).params(id, user).update();

        api.cookie(customer.cookie()).delete(all ? PATH : PATH + "/" + id);

        assertThat(api.cookieStatus(other)).isEqualTo(401);
        assertThat(jdbc.sql("""
                        select convert_from(attribute_bytes, 'UTF8') from storelatch.session_attributes
                        where session_primary_id = ?
                        """).param(id).query(String.class).list()).containsExactly(user);
    }

    @Test
    void crossSiteRequestCannotEndASession() {
        Customer customer = api.register();

        Stream.of(PATH, PATH + "/" + ids(customer.cookie()).get(0))
                .forEach(path -> api.cookie(customer.cookie())
                        .header("Sec-Fetch-Site", "cross-site")
                        .header("Origin", "https://evil.example")
                        .delete(path)
                        .then()
                        .statusCode(403));
    }

    private List<String> ids(String cookie) {
        return api.cookie(cookie).get(PATH).path("sessions.id");
    }

    /** Returns the id of the one session that is not the cookie's. */
    private String other(String cookie) {
        return api.cookie(cookie).get(PATH).path("sessions.find { !it.current }.id");
    }
}
