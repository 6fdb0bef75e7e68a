package dev.storelatch.flows;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import dev.storelatch.support.AdminApi;
import dev.storelatch.support.Api;
import dev.storelatch.support.Authenticators;
import dev.storelatch.support.Authenticators.App;
import dev.storelatch.support.ServerTest;
import dev.storelatch.support.TestClock;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** Users must have a second factor: the first log-in sets it up. */
@ServerTest
@TestPropertySource(properties = {"storelatch.factor.admin=required", "storelatch.factor.issuer=My Shop"})
class RequiredSecondFactorTest {

    private static final String TOTP = "/admin/auth/factors/totp";

    @Autowired
    Api api;

    @Autowired
    AdminApi admins;

    @Autowired
    Authenticators authenticators;

    @Autowired
    TestClock clock;

    @Test
    void theFirstLogInSetsUpAFactor() {
        AdminApi.User user = admins.add();
        Response first = admins.login(user);
        first.then()
                .statusCode(403)
                .body("type", equalTo("second_factor_setup_required"))
                .body("methods", contains("totp", "passkey"));
        String challenge = first.path("challenge");
        // Nothing is opened before the factor was set up.
        answer(challenge).then().statusCode(401);

        String secret = api.json(Map.of("challenge", challenge))
                .post(TOTP)
                .then()
                .statusCode(200)
                .body("uri", startsWith("otpauth://totp/My%20Shop:"))
                .extract()
                .path("secret");
        api.json(Map.of("challenge", challenge, "code", authenticators.code(secret)))
                .post(TOTP + "/confirm")
                .then()
                .statusCode(200)
                .body("recovery_codes", hasSize(10));
        Response login = answer(challenge);

        login.then().statusCode(200).body("user.id", equalTo(user.id()));
        api.cookie(Api.sessionCookie(login))
                .get("/admin/auth/factors")
                .then()
                .body("required", equalTo(true))
                .body("login.methods", contains("mfa", "otp", "pwd"));
        answer(challenge).then().statusCode(401);
        admins.login(user).then().statusCode(403).body("type", equalTo("second_factor_required"));
    }

    @Test
    void aChallengeForSettingUpExpiresAndSetsUpOneFactor() {
        AdminApi.User user = admins.add();
        String expired = admins.login(user).path("challenge");
        clock.advance(Duration.ofMinutes(5));
        api.json(Map.of("challenge", expired)).post(TOTP).then().statusCode(401);

        String challenge = admins.login(user).path("challenge");
        setUp(challenge);
        api.json(Map.of("challenge", challenge)).post(TOTP).then().statusCode(401);
        api.json(Map.of()).post(TOTP).then().statusCode(401);
    }

    @Test
    void theLastFactorStays() {
        AdminApi.User user = admins.add();
        String challenge = admins.login(user).path("challenge");
        App app = setUp(challenge);
        String cookie = Api.sessionCookie(answer(challenge));

        api.cookie(cookie)
                .delete("/admin/auth/factors/" + app.id())
                .then()
                .statusCode(400)
                .body("message", equalTo("The last second factor cannot be removed, since one is required"));
        admins.login(user).then().statusCode(403).body("type", equalTo("second_factor_required"));
    }

    @Test
    void customersNeedNone() {
        api.login(api.register()).then().statusCode(200);
    }

    private App setUp(String challenge) {
        String secret = api.json(Map.of("challenge", challenge)).post(TOTP).path("secret");
        Response confirmed = api.json(Map.of("challenge", challenge, "code", authenticators.code(secret)))
                .post(TOTP + "/confirm");
        return new App(confirmed.path("factor.id"), secret, List.of());
    }

    private Response answer(String challenge) {
        return api.json(Map.of("challenge", challenge)).post("/admin/auth");
    }
}
