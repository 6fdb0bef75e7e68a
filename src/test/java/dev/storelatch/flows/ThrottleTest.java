package dev.storelatch.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.ServerTest;
import dev.storelatch.support.TestClock;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** How often one account can be tried and asked for. */
@ServerTest
class ThrottleTest {

    private static final String COOKIE = "/store/auth";
    private static final String TOKEN = "/store/auth/token";
    private static final String WRONG = "not the password";

    @Autowired
    Api api;

    @Autowired
    TestClock clock;

    @ParameterizedTest
    @ValueSource(strings = {COOKIE, TOKEN})
    void theEleventhWrongPasswordIsTooMany(String route) {
        Customer customer = api.register();
        wrongPasswords(route, customer.email(), 10);

        Response refusal = logIn(route, customer.email(), WRONG);

        assertTooMany(refusal, 60);
    }

    @Test
    void evenTheRightPasswordWaitsThenAndOnlyAsLongAsRetryAfterSays() {
        Customer customer = api.register();
        wrongPasswords(COOKIE, customer.email(), 10);
        Response refusal = logIn(COOKIE, customer.email(), customer.password());
        assertTooMany(refusal, 60);

        clock.advance(Duration.ofSeconds(Long.parseLong(refusal.header("Retry-After"))));

        logIn(COOKIE, customer.email(), customer.password()).then().statusCode(200);
    }

    @Test
    void anAddressWithoutAnAccountIsLimitedAlike() {
        String nobody = newAddress();
        wrongPasswords(COOKIE, nobody, 10);

        assertTooMany(logIn(COOKIE, nobody, WRONG), 60);
    }

    @Test
    void cookieAndTokenShareTheBudgetHoweverTheAddressIsWritten() {
        Customer customer = api.register();
        wrongPasswords(COOKIE, customer.email(), 5);
        wrongPasswords(TOKEN, customer.email().toUpperCase(Locale.ROOT), 5);

        assertTooMany(logIn(COOKIE, customer.email(), WRONG), 60);
        assertTooMany(logIn(TOKEN, customer.email(), WRONG), 60);
    }

    @ParameterizedTest
    @ValueSource(strings = {COOKIE, TOKEN})
    void theRightPasswordGivesTheWholeBudgetBack(String route) {
        Customer customer = api.register();
        wrongPasswords(route, customer.email(), 9);

        logIn(route, customer.email(), customer.password()).then().statusCode(200);

        wrongPasswords(route, customer.email(), 10);
        assertTooMany(logIn(route, customer.email(), WRONG), 60);
    }

    @Test
    void whoIsLoggedInStaysSo() {
        Customer customer = api.register();
        wrongPasswords(COOKIE, customer.email(), 10);
        assertTooMany(logIn(COOKIE, customer.email(), WRONG), 60);

        api.cookie(customer.cookie()).get("/store/customers/me").then().statusCode(200);
    }

    @Test
    void aRequestWithoutAPasswordIsNoAttempt() {
        Customer customer = api.register();
        for (int i = 0; i < 11; i++) {
            api.json(Map.of("email", customer.email())).post(COOKIE).then().statusCode(400);
        }

        logIn(COOKIE, customer.email(), customer.password()).then().statusCode(200);
    }

    @Test
    void askingForAnAddressHasALargerBudgetOfItsOwn() {
        String address = newAddress();
        int answered = 0;
        Response response = probe(address);
        while (response.statusCode() == 200 && answered < 100) {
            answered++;
            response = probe(address);
        }

        // While it asks, a few come back.
        assertThat(answered).isBetween(60, 99);
        assertTooMany(response, 10);
        logIn(COOKIE, address, WRONG).then().statusCode(401);
    }

    @Test
    void aPageOfTheStoreMayReadRetryAfter() {
        String nobody = newAddress();
        wrongPasswords(COOKIE, nobody, 10);

        api.json(Map.of("email", nobody, "password", WRONG))
                .header("Origin", "http://localhost:8000")
                .post(COOKIE)
                .then()
                .statusCode(429)
                .header("Access-Control-Allow-Origin", "http://localhost:8000")
                .header("Access-Control-Expose-Headers", "Retry-After");
    }

    private static void assertTooMany(Response response, int longestWait) {
        response.then().statusCode(429).contentType("application/json; charset=utf-8");
        assertThat(response.asString())
                .isEqualTo("{\"type\":\"too_many_requests\",\"message\":\"Too many attempts. Try again later.\"}");
        assertThat(Integer.parseInt(response.header("Retry-After"))).isBetween(1, longestWait);
        assertThat(response.header("Set-Cookie")).isNull();
    }

    private void wrongPasswords(String route, String email, int count) {
        for (int i = 0; i < count; i++) {
            logIn(route, email, WRONG).then().statusCode(401);
        }
    }

    private Response logIn(String route, String email, String password) {
        return api.json(Map.of("email", email, "password", password)).post(route);
    }

    private Response probe(String address) {
        return api.request().get("/store/auth/" + address);
    }

    private static String newAddress() {
        return "nobody-" + UUID.randomUUID() + "@example.com";
    }
}
