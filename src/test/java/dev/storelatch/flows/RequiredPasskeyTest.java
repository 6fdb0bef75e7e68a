package dev.storelatch.flows;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import dev.storelatch.passkey.EmulatedAuthenticator;
import dev.storelatch.support.AdminApi;
import dev.storelatch.support.Api;
import dev.storelatch.support.ServerTest;
import dev.storelatch.support.TestClock;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/** Users must have a second factor, and set up a passkey in their first log-in. */
@ServerTest
@Import(PasskeyApi.class)
@TestPropertySource(properties = "storelatch.factor.admin=required")
class RequiredPasskeyTest {

    private static final String PASSKEYS = "/admin/auth/passkeys";

    private final EmulatedAuthenticator authenticator =
            new EmulatedAuthenticator().withClientData("origin", PasskeyApi.ADMIN_ORIGIN);

    @Autowired
    Api api;

    @Autowired
    AdminApi admins;

    @Autowired
    TestClock clock;

    @Test
    void theFirstLogInSetsUpAPasskeyAndIsOpenedByIt() {
        AdminApi.User user = admins.add();
        String challenge = setupChallenge(user);

        add(challenge)
                .then()
                .statusCode(200)
                .body("passkey.second_factor", equalTo(true))
                .body("recovery_codes", hasSize(10));
        Response login = api.json(Map.of("challenge", challenge)).post("/admin/auth");

        login.then().statusCode(200).body("user.id", equalTo(user.id()));
        api.cookie(Api.sessionCookie(login))
                .get("/admin/auth/factors")
                .then()
                .body("factors.method", contains("passkey"))
                .body("login.methods", contains("hwk", "mfa", "pwd", "user"));
        admins.login(user)
                .then()
                .statusCode(403)
                .body("type", equalTo("second_factor_required"))
                .body("methods", hasItem("passkey"));
        api.json(Map.of("challenge", challenge)).post("/admin/auth").then().statusCode(401);
    }

    @Test
    void nothingIsOpenedBeforeThePasskeyWasAdded() {
        String challenge = setupChallenge(admins.add());
        options(challenge).then().statusCode(200);

        api.json(Map.of("challenge", challenge)).post("/admin/auth").then().statusCode(401);
        page(Map.of("challenge", challenge)).get(PASSKEYS).then().statusCode(401);
    }

    @Test
    void aChallengeSetsUpOnePasskeyWithinFiveMinutes() {
        String used = setupChallenge(admins.add());
        add(used).then().statusCode(200);
        options(used).then().statusCode(401);

        String expired = setupChallenge(admins.add());
        Map<String, ?> options = options(expired).path("options");
        clock.advance(Duration.ofMinutes(5));
        page(Map.of("challenge", expired, "credential", new EmulatedAuthenticator().create(options)))
                .post(PASSKEYS)
                .then()
                .statusCode(401);
    }

    @Test
    void theCredentialForTheChallengeOfAnotherAccountIsRefused() {
        String challenge = setupChallenge(admins.add());
        Map<String, ?> others = options(setupChallenge(admins.add())).path("options");

        page(Map.of("challenge", challenge, "credential", authenticator.create(others)))
                .post(PASSKEYS)
                .then()
                .statusCode(400)
                .body("message", equalTo("credential has a challenge that is unknown or has expired"));
    }

    @Test
    void aChallengeOfALogInThatNeedsAFactorSetsUpNone() {
        AdminApi.User user = admins.add();
        add(setupChallenge(user)).then().statusCode(200);
        String challenge = admins.login(user).path("challenge");

        options(challenge).then().statusCode(401);
    }

    @Test
    void theLastFactorStaysWhenItIsAPasskey() {
        AdminApi.User user = admins.add();
        String challenge = setupChallenge(user);
        String id = add(challenge).path("passkey.id");
        String cookie =
                Api.sessionCookie(api.json(Map.of("challenge", challenge)).post("/admin/auth"));

        api.json(Map.of(), cookie)
                .delete(PASSKEYS + "/" + id)
                .then()
                .statusCode(400)
                .body("message", equalTo("The last second factor cannot be removed, since one is required"));

        admins.login(user).then().statusCode(403).body("type", equalTo("second_factor_required"));
    }

    private String setupChallenge(AdminApi.User user) {
        return admins.login(user)
                .then()
                .statusCode(403)
                .body("type", equalTo("second_factor_setup_required"))
                .body("methods", hasItem("passkey"))
                .extract()
                .path("challenge");
    }

    private Response options(String challenge) {
        return page(Map.of("challenge", challenge)).post(PASSKEYS + "/registration-options");
    }

    private Response add(String challenge) {
        Map<String, ?> options = options(challenge).path("options");
        return page(Map.of("challenge", challenge, "credential", authenticator.create(options)))
                .post(PASSKEYS);
    }

    private RequestSpecification page(Map<String, ?> body) {
        return api.json(body).header("Origin", PasskeyApi.ADMIN_ORIGIN).header("Sec-Fetch-Site", "same-site");
    }
}
