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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Limits on log-in attempts and on checks of an address, for one account. */
@ServerTest
class LoginLimitTest {

    private static final String COOKIE = "/store/auth";
    private static final String TOKEN = "/store/auth/token";
    private static final String WRONG = "not the password";

    @Autowired
    Api api;

    @Autowired
    TestClock clock;

    @ParameterizedTest
    @ValueSource(strings = {COOKIE, TOKEN})
    void eleventhWrongPasswordIsRefused(String route) {
        Customer customer = api.register();
        wrongPasswords(route, customer.email(), 10);

        Response refusal = login(route, customer.email(), WRONG);

        assertTooMany(refusal, 60);
    }

    /** A stolen session must not allow faster guesses of the password than a log-in. */
    @Test
    void currentPasswordSharesTheBudgetOfLogins() {
        Customer customer = api.register();
        for (int i = 0; i < 10; i++) {
            currentPassword(customer, WRONG).then().statusCode(401);
        }

        assertTooMany(currentPassword(customer, WRONG), 60);
        assertTooMany(login(COOKIE, customer.email(), customer.password()), 60);
        clock.advance(Duration.ofSeconds(60));
        currentPassword(customer, customer.password()).then().statusCode(200);
    }

    /** Anybody can register the address of an administrator as a customer. */
    @Test
    void logInOfACustomerDoesNotRestoreTheBudgetOfAnAdministrator() {
        Customer customer = api.register();
        wrongPasswords("/admin/auth", customer.email(), 9);

        login(COOKIE, customer.email(), customer.password()).then().statusCode(200);

        wrongPasswords("/admin/auth/token", customer.email(), 1);
        assertTooMany(login("/admin/auth", customer.email(), WRONG), 60);
        login(COOKIE, customer.email(), customer.password()).then().statusCode(200);
    }

    private Response currentPassword(Customer customer, String password) {
        return api.cookie(customer.cookie())
                .contentType("application/json")
                .body(Map.of("first_name", "Ada", "current_password", password))
                .post("/store/customers/me");
    }

    @Test
    void correctPasswordIsRefusedUntilRetryAfterHasPassed() {
        Customer customer = api.register();
        wrongPasswords(COOKIE, customer.email(), 10);
        Response refusal = login(COOKIE, customer.email(), customer.password());
        assertTooMany(refusal, 60);

        clock.advance(Duration.ofSeconds(Long.parseLong(refusal.header("Retry-After"))));

        login(COOKIE, customer.email(), customer.password()).then().statusCode(200);
    }

    @Test
    void addressWithoutAnAccountHasTheSameLimit() {
        String nobody = Api.newEmail();
        wrongPasswords(COOKIE, nobody, 10);

        assertTooMany(login(COOKIE, nobody, WRONG), 60);
    }

    @Test
    void bothRoutesAndAllSpellingsOfAnAddressShareABudget() {
        Customer customer = api.register();
        wrongPasswords(COOKIE, customer.email(), 5);
        wrongPasswords(TOKEN, customer.email().toUpperCase(Locale.ROOT), 5);

        assertTooMany(login(COOKIE, customer.email(), WRONG), 60);
        assertTooMany(login(TOKEN, customer.email(), WRONG), 60);
    }

    @ParameterizedTest
    @ValueSource(strings = {COOKIE, TOKEN})
    void correctPasswordRestoresTheBudget(String route) {
        Customer customer = api.register();
        wrongPasswords(route, customer.email(), 9);

        login(route, customer.email(), customer.password()).then().statusCode(200);

        wrongPasswords(route, customer.email(), 10);
        assertTooMany(login(route, customer.email(), WRONG), 60);
    }

    @Test
    void existingSessionIsNotLimited() {
        Customer customer = api.register();
        wrongPasswords(COOKIE, customer.email(), 10);
        assertTooMany(login(COOKIE, customer.email(), WRONG), 60);

        assertThat(api.cookieStatus(customer.cookie())).isEqualTo(200);
    }

    @Test
    void requestWithoutAPasswordIsNotCounted() {
        Customer customer = api.register();
        for (int i = 0; i < 11; i++) {
            api.json(Map.of("email", customer.email())).post(COOKIE).then().statusCode(400);
        }

        login(COOKIE, customer.email(), customer.password()).then().statusCode(200);
    }

    @Test
    void checksOfAnAddressHaveALargerBudgetOfTheirOwn() {
        String address = Api.newEmail();
        int allowed = 0;
        Response response = probe(address);
        while (response.statusCode() == 200 && allowed < 100) {
            allowed++;
            response = probe(address);
        }

        // A few tokens of the bucket are restored during the loop.
        assertThat(allowed).isBetween(60, 99);
        assertTooMany(response, 10);
        login(COOKIE, address, WRONG).then().statusCode(401);
    }

    /** A change at once tells whether another account has the address. */
    @Test
    void triedChangesOfTheAddressHaveTheLimitOfThatForTheAccount() {
        Customer customer = api.register();
        int allowed = 0;
        Response response = changeEmail(customer, api.register().email());
        while (response.statusCode() == 422 && allowed < 100) {
            allowed++;
            response = changeEmail(customer, api.register().email());
        }

        assertThat(allowed).isBetween(60, 99);
        assertTooMany(response, 10);
        changeEmail(customer, customer.email()).then().statusCode(200);
    }

    @Test
    void allowedOriginMayReadRetryAfter() {
        String nobody = Api.newEmail();
        wrongPasswords(COOKIE, nobody, 10);

        api.json(Api.credentials(nobody, WRONG))
                .header("Origin", "http://localhost:8000")
                .post(COOKIE)
                .then()
                .statusCode(429)
                .header("Access-Control-Allow-Origin", "http://localhost:8000")
                .header("Access-Control-Expose-Headers", "Retry-After");
    }

    private Response changeEmail(Customer customer, String email) {
        return api.json(Map.of("email", email), customer.cookie()).post("/store/customers/me");
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
            login(route, email, WRONG).then().statusCode(401);
        }
    }

    private Response login(String route, String email, String password) {
        return api.json(Api.credentials(email, password)).post(route);
    }

    private Response probe(String address) {
        return api.request().get("/store/auth/" + address);
    }
}
