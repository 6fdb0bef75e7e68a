package dev.storelatch.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.storelatch.passkey.EmulatedAuthenticator;
import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.ConcurrentCalls;
import dev.storelatch.support.ServerTest;
import dev.storelatch.support.TestClock;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/** Passkeys as second factors, after a password. */
@ServerTest
@Import(PasskeyApi.class)
class PasskeyFactorTest {

    private final EmulatedAuthenticator authenticator = new EmulatedAuthenticator();

    @Autowired
    Api api;

    @Autowired
    PasskeyApi passkeys;

    @Autowired
    TestClock clock;

    @Test
    void aPasskeyIsNoSecondFactorByItself() {
        Customer customer = passkeys.registerWith(authenticator);

        api.login(customer).then().statusCode(200);
    }

    @Test
    void asASecondFactorItComesWithRecoveryCodesAndIsAskedFor() {
        Customer customer = api.register();

        enrol(customer)
                .then()
                .statusCode(200)
                .body("passkey.second_factor", equalTo(true))
                .body("recovery_codes", hasSize(10));

        api.login(customer)
                .then()
                .statusCode(403)
                .body("type", equalTo("second_factor_required"))
                .body("methods", hasItem("passkey"));
    }

    @Test
    void theSecondStepIsDoneByThePasskey() {
        Customer customer = api.register();
        enrol(customer);
        String challenge = api.login(customer).path("challenge");

        Map<String, ?> options = api.json(Map.of("challenge", challenge))
                .header("Origin", PasskeyApi.ORIGIN)
                .post("/store/auth/passkeys/login-options")
                .then()
                .statusCode(200)
                .body("options.challenge", equalTo(challenge))
                .extract()
                .path("options");
        second(challenge, authenticator.get(options))
                .then()
                .statusCode(200)
                .body("customer.id", equalTo(customer.id()));
        second(challenge, authenticator.get(options)).then().statusCode(401);
    }

    @Test
    void ofFiftyParallelSecondStepsOneWins() throws Exception {
        Customer customer = api.register();
        enrol(customer);
        String challenge = api.login(customer).path("challenge");
        Map<String, Object> assertion = authenticator.get(challenge);

        List<Integer> statuses =
                ConcurrentCalls.run(50, thread -> second(challenge, assertion).statusCode());

        assertThat(statuses).containsOnlyOnce(200);
        assertThat(statuses).isSubsetOf(200, 401, 403, 429);
    }

    @Test
    void thePasskeyOfAnotherAccountIsNotAccepted() {
        Customer customer = api.register();
        enrol(customer);
        EmulatedAuthenticator stranger = new EmulatedAuthenticator();
        passkeys.registerWith(stranger);
        String challenge = api.login(customer).path("challenge");

        second(challenge, stranger.get(challenge))
                .then()
                .statusCode(403)
                .body("message", equalTo("The second factor was not accepted"));
        second(challenge, authenticator.get(passkeys.loginOptions())).then().statusCode(403);
        second(challenge, authenticator.get(challenge)).then().statusCode(200);
    }

    @Test
    void aPasskeyAloneNeedsNoSecondStep() {
        Customer customer = api.register();
        enrol(customer);

        passkeys.login(authenticator).then().statusCode(200).body("customer.id", equalTo(customer.id()));
    }

    @Test
    void aSecondPasskeyNeedsARecentSecondFactor() {
        Customer customer = api.register();
        enrol(customer);
        passkeys.registrationOptions(customer).then().statusCode(200);

        clock.advance(Duration.ofMinutes(16));

        passkeys.registrationOptions(customer).then().statusCode(403).body("type", equalTo("second_factor_required"));
    }

    @Test
    void aLoginByPasskeyIsARecentSecondFactor() {
        Customer customer = api.register();
        enrol(customer);
        clock.advance(Duration.ofMinutes(16));
        String cookie = Api.sessionCookie(passkeys.login(authenticator));

        api.json(Map.of(), cookie)
                .header("Origin", PasskeyApi.ORIGIN)
                .header("Sec-Fetch-Site", "same-site")
                .post("/store/auth/passkeys/registration-options")
                .then()
                .statusCode(200);
    }

    @Test
    void aRemovedPasskeyIsNoSecondFactorAnyMore() {
        Customer customer = api.register();
        String id = enrol(customer).path("passkey.id");

        passkeys.removeAtOnce(customer, id).then().statusCode(200);

        api.login(customer).then().statusCode(200);
    }

    @Test
    void aFurtherSecondFactorHasNoNewRecoveryCodes() {
        Customer customer = api.register();
        enrol(customer);
        EmulatedAuthenticator another = new EmulatedAuthenticator();

        finish(customer, another).then().statusCode(200).body("recovery_codes", nullValue());
        api.cookie(customer.cookie())
                .get("/store/auth/passkeys")
                .then()
                .body("passkeys.second_factor", contains(true, true));
    }

    private Response enrol(Customer customer) {
        return finish(customer, authenticator);
    }

    private Response finish(Customer customer, EmulatedAuthenticator browser) {
        Map<String, ?> options = passkeys.registrationOptions(customer).path("options");
        return api.json(Map.of("credential", browser.create(options), "second_factor", true), customer.cookie())
                .header("Origin", PasskeyApi.ORIGIN)
                .header("Sec-Fetch-Site", "same-site")
                .post("/store/auth/passkeys");
    }

    private Response second(String challenge, Map<String, Object> assertion) {
        return api.json(Map.of("challenge", challenge, "passkey", assertion))
                .header("Origin", PasskeyApi.ORIGIN)
                .header("Sec-Fetch-Site", "same-site")
                .post("/store/auth");
    }
}
