package dev.storelatch.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.storelatch.passkey.EmulatedAuthenticator;
import dev.storelatch.support.AdminApi;
import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.ServerTest;
import dev.storelatch.support.TestClock;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Customers add, list, rename and remove passkeys. */
@ServerTest
@Import(PasskeyApi.class)
class PasskeyListTest {

    @Autowired
    Api api;

    @Autowired
    PasskeyApi passkeys;

    @Autowired
    AdminApi admins;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TestClock clock;

    @Test
    void optionsAreThoseOfADiscoverableCredentialWithUserVerification() {
        Customer customer = api.register();

        Response response = passkeys.registrationOptions(customer);

        response.then()
                .statusCode(200)
                .body("options.rp.id", equalTo("localhost"))
                .body("options.user.name", equalTo(customer.email()))
                .body("options.user.displayName", equalTo(customer.email()))
                .body("options.pubKeyCredParams.alg", contains(-7, -8, -257))
                .body("options.authenticatorSelection.residentKey", equalTo("required"))
                .body("options.authenticatorSelection.requireResidentKey", equalTo(true))
                .body("options.authenticatorSelection.userVerification", equalTo("required"))
                .body("options.attestation", equalTo("none"))
                .body("options.excludeCredentials", empty());
        byte[] handle = Base64.getUrlDecoder().decode(response.<String>path("options.user.id"));
        assertThat(handle).hasSize(64);
        assertThat(new String(handle, StandardCharsets.ISO_8859_1)).doesNotContain(customer.email(), customer.id());
    }

    @Test
    void anAddedPasskeyIsListedAndExcludedFromTheNextOne() {
        Customer customer = api.register();
        EmulatedAuthenticator authenticator = new EmulatedAuthenticator();

        passkeys.register(customer, authenticator, "Ada's phone")
                .then()
                .statusCode(200)
                .body("passkey.id", containsString("passkey_"))
                .body("passkey.name", equalTo("Ada's phone"))
                .body("passkey.credential_id", equalTo(authenticator.credentialId()))
                .body("passkey.transports", contains("hybrid", "internal"))
                .body("passkey.backed_up", equalTo(false))
                .body("passkey.created_at", notNullValue())
                .body("passkey.last_used_at", nullValue());

        api.cookie(customer.cookie())
                .get("/store/auth/passkeys")
                .then()
                .statusCode(200)
                .body("passkeys", hasSize(1))
                .body("passkeys[0].name", equalTo("Ada's phone"));
        passkeys.registrationOptions(customer)
                .then()
                .body("options.excludeCredentials.id", contains(authenticator.credentialId()))
                .body("options.excludeCredentials[0].type", equalTo("public-key"));
    }

    @Test
    void theHandleOfAnAccountStaysTheSame() {
        Customer customer = api.register();

        assertThat(passkeys.registrationOptions(customer).<String>path("options.user.id"))
                .isEqualTo(passkeys.registrationOptions(customer).path("options.user.id"));
    }

    @Test
    void aPasskeyIsRenamed() {
        Customer customer = api.register();
        String id =
                passkeys.register(customer, new EmulatedAuthenticator(), null).path("passkey.id");

        api.json(Map.of("name", " Laptop "), customer.cookie())
                .post("/store/auth/passkeys/" + id)
                .then()
                .statusCode(200)
                .body("passkey.name", equalTo("Laptop"));
    }

    @Test
    void aRemovedPasskeyIsGone() {
        Customer customer = api.register();
        String id =
                passkeys.register(customer, new EmulatedAuthenticator(), null).path("passkey.id");

        passkeys.remove(customer, id)
                .then()
                .statusCode(200)
                .body("id", equalTo(id))
                .body("object", equalTo("passkey"))
                .body("deleted", equalTo(true));

        api.cookie(customer.cookie()).get("/store/auth/passkeys").then().body("passkeys", empty());
        passkeys.remove(customer, id).then().statusCode(404);
    }

    @Test
    void thePasskeysOfOthersAreNotFound() {
        Customer owner = api.register();
        Customer other = api.register();
        String id =
                passkeys.register(owner, new EmulatedAuthenticator(), "Mine").path("passkey.id");

        api.json(Map.of("name", "Theirs"), other.cookie())
                .post("/store/auth/passkeys/" + id)
                .then()
                .statusCode(404)
                .body("message", equalTo("Passkey with id: " + id + " was not found"));
        passkeys.remove(other, id).then().statusCode(404);

        api.cookie(owner.cookie()).get("/store/auth/passkeys").then().body("passkeys.name", contains("Mine"));
        api.cookie(other.cookie()).get("/store/auth/passkeys").then().body("passkeys", empty());
    }

    @Test
    void theLastPasskeyOfAnAccountWithoutAPasswordStays() {
        Customer customer = api.register();
        String first =
                passkeys.register(customer, new EmulatedAuthenticator(), null).path("passkey.id");
        String second =
                passkeys.register(customer, new EmulatedAuthenticator(), null).path("passkey.id");
        jdbc.sql("update customer set password_hash = null where id = ?")
                .param(customer.id())
                .update();

        passkeys.removeAtOnce(customer, first).then().statusCode(200);
        passkeys.removeAtOnce(customer, second)
                .then()
                .statusCode(400)
                .body("message", containsString("The last way to log in cannot be removed"));
    }

    @Test
    void aCredentialIsRegisteredOnceOnly() {
        EmulatedAuthenticator authenticator = new EmulatedAuthenticator();
        Customer owner = api.register();
        passkeys.register(owner, authenticator, null).then().statusCode(200);

        passkeys.register(owner, authenticator, null).then().statusCode(422);
        passkeys.register(api.register(), authenticator, null).then().statusCode(422);
    }

    @Test
    void aChallengeRegistersOncePasskeyOnly() {
        Customer customer = api.register();
        Map<String, ?> options = passkeys.registrationOptions(customer).path("options");

        passkeys.finish(customer, new EmulatedAuthenticator().create(options))
                .then()
                .statusCode(200);
        passkeys.finish(customer, new EmulatedAuthenticator().create(options))
                .then()
                .statusCode(400)
                .body("message", equalTo("credential has a challenge that was used before"));
    }

    @Test
    void theChallengeOfAnotherAccountRegistersNothing() {
        Map<String, ?> options = passkeys.registrationOptions(api.register()).path("options");

        passkeys.finish(api.register(), new EmulatedAuthenticator().create(options))
                .then()
                .statusCode(400)
                .body("message", equalTo("credential has a challenge that is unknown or has expired"));
    }

    @ParameterizedTest
    @CsvSource({
        "crossOrigin, true, was made in a frame of another origin",
        "origin, https://evil.example, is of an origin without passkeys",
        "origin, http://localhost:7001, has a challenge that is unknown or has expired",
        "type, webauthn.get, is of another ceremony"
    })
    void aCredentialOfAnotherPageIsRefused(String member, String value, String reason) {
        Customer customer = api.register();
        EmulatedAuthenticator authenticator =
                new EmulatedAuthenticator().withClientData(member, value.equals("true") ? (Object) true : value);

        passkeys.register(customer, authenticator, null)
                .then()
                .statusCode(400)
                .body("message", equalTo("credential " + reason));
    }

    @Test
    void aUserWhoWasNotVerifiedGetsNoPasskey() {
        EmulatedAuthenticator authenticator =
                new EmulatedAuthenticator().withFlags(EmulatedAuthenticator.Flag.USER_PRESENT);

        passkeys.register(api.register(), authenticator, null)
                .then()
                .statusCode(400)
                .body("message", equalTo("credential was made without verification of the user"));
    }

    @Test
    void aFreshLoginNeedsNoPassword() {
        Customer customer = api.register();

        options(customer.cookie(), Map.of()).then().statusCode(200);
        clock.advance(Duration.ofMinutes(10));
        options(customer.cookie(), Map.of())
                .then()
                .statusCode(400)
                .body("message", equalTo("current_password must be sent, since the log-in is not recent"));
        options(customer.cookie(), Map.of("current_password", "wrong")).then().statusCode(401);
        options(customer.cookie(), Map.of("current_password", customer.password()))
                .then()
                .statusCode(200);
    }

    @Test
    void aPasskeyIsRemovedByAFreshLoginOnly() {
        Customer customer = api.register();
        String id =
                passkeys.register(customer, new EmulatedAuthenticator(), null).path("passkey.id");
        clock.advance(Duration.ofMinutes(10));

        passkeys.removeAtOnce(customer, id).then().statusCode(400);
        passkeys.remove(customer, id).then().statusCode(200);
    }

    @Test
    void anOldLoginToAnAccountWithoutAPasswordMustBeRepeated() {
        Customer customer = api.register();
        jdbc.sql("update customer set password_hash = null where id = ?")
                .param(customer.id())
                .update();
        clock.advance(Duration.ofMinutes(10));

        options(customer.cookie(), Map.of())
                .then()
                .statusCode(403)
                .body("message", equalTo("This requires a recent log-in. Log in again."));
    }

    @Test
    void anApiTokenAddsNoPasskey() {
        AdminApi.User user = admins.add();
        String token = api.json(Map.of("api_token", "new"), admins.newSession(user))
                .post("/admin/users/" + user.id())
                .path("user.api_token");

        api.json(Map.of())
                .header("x-medusa-access-token", token)
                .header("Origin", "http://localhost:7001")
                .post("/admin/auth/passkeys/registration-options")
                .then()
                .statusCode(403)
                .body("message", equalTo("This requires a log-in, not an API token"));
    }

    private Response options(String cookie, Map<String, Object> body) {
        return api.json(body, cookie)
                .header("Origin", PasskeyApi.ORIGIN)
                .header("Sec-Fetch-Site", "same-site")
                .post("/store/auth/passkeys/registration-options");
    }

    @Test
    void anAccountHasTwentyPasskeysAtMost() {
        Customer customer = api.register();
        Map<String, ?> options = passkeys.registrationOptions(customer).path("options");
        IntStream.range(0, 20)
                .forEach(i -> passkeys.register(customer, new EmulatedAuthenticator(), "No. " + i)
                        .then()
                        .statusCode(200));

        passkeys.registrationOptions(customer)
                .then()
                .statusCode(400)
                .body("message", equalTo("An account can have at most 20 passkeys"));
        passkeys.finish(customer, new EmulatedAuthenticator().create(options))
                .then()
                .statusCode(400);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /store/auth/passkeys/registration-options",
        "POST, /store/auth/passkeys",
        "GET, /store/auth/passkeys",
        "HEAD, /store/auth/passkeys",
        "POST, /store/auth/passkeys/x",
        "DELETE, /store/auth/passkeys/x",
        "GET, /admin/auth/passkeys"
    })
    void withoutALoginNothingIsShownOrChanged(String method, String path) {
        api.request().request(method, path).then().statusCode(401);
    }

    @Test
    void aPageOfAnOriginWithoutPasskeysGetsNoChallenge() {
        Customer customer = api.register();
        for (String origin : List.of("https://evil.example", "null", "http://localhost:8001")) {
            api.json(Map.of("current_password", customer.password()), customer.cookie())
                    .header("Origin", origin)
                    .header("Sec-Fetch-Site", "same-origin")
                    .post("/store/auth/passkeys/registration-options")
                    .then()
                    .statusCode(403)
                    .body("message", equalTo("Passkeys cannot be used on this origin"));
        }
    }
}
