package dev.storelatch.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.storelatch.outbox.NotificationType;
import dev.storelatch.passkey.EmulatedAuthenticator;
import dev.storelatch.support.AdminApi;
import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.MailedLinks;
import dev.storelatch.support.ServerTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Administrators list and remove the passkeys of others, and see why passkeys were refused. */
@ServerTest
@Import(PasskeyApi.class)
class PasskeyAdministrationTest {

    private final EmulatedAuthenticator authenticator = new EmulatedAuthenticator();

    @Autowired
    Api api;

    @Autowired
    AdminApi admins;

    @Autowired
    PasskeyApi passkeys;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    List<NotificationType> notificationTypes;

    private AdminApi.User admin;
    private String session;
    private String member;

    @BeforeEach
    void logIn() {
        admin = admins.add();
        session = admins.newSession(admin);
        member = admins.newSession(admins.add("member"));
    }

    @Test
    void aCustomersPasskeyIsRemovedByTheRoleAdmin() {
        Customer customer = api.register();
        String id = passkeys.register(customer, authenticator, "Phone").path("passkey.id");
        String path = path(customer);

        api.cookie(member)
                .get(path)
                .then()
                .statusCode(200)
                .body("passkeys.id", contains(id))
                .body("passkeys.name", contains("Phone"));
        api.cookie(member).delete(path + "/" + id).then().statusCode(403);
        api.cookie(session)
                .delete(path + "/" + id)
                .then()
                .statusCode(200)
                .body("id", equalTo(id))
                .body("object", equalTo("passkey"))
                .body("deleted", equalTo(true));

        api.cookie(session).get(path).then().body("passkeys", empty());
        api.cookie(session)
                .delete(path + "/" + id)
                .then()
                .statusCode(404)
                .body("message", equalTo("Passkey with id: " + id + " was not found"));
        passkeys.login(authenticator).then().statusCode(401);
        assertThat(api.cookieStatus(customer.cookie())).isEqualTo(200);
        assertThat(actors(customer, "authn_passkey_removed")).containsExactly(admin.id());
    }

    @Test
    void thePasskeyOfAnotherAccountIsNotFound() {
        Customer owner = api.register();
        String id = passkeys.register(owner, authenticator, null).path("passkey.id");

        api.cookie(session).delete(path(api.register()) + "/" + id).then().statusCode(404);
        api.cookie(session)
                .delete("/admin/users/" + admins.add().id() + "/passkeys/" + id)
                .then()
                .statusCode(404);
        api.cookie(session).get("/admin/customers/cus_nope/passkeys").then().statusCode(404);

        passkeys.login(authenticator).then().statusCode(200);
    }

    @Test
    void theLastWayToLogInCanBeRemovedAndAMailedLinkOpensAnother() {
        Customer customer = api.register();
        String id = passkeys.register(customer, authenticator, null).path("passkey.id");
        jdbc.sql("update customer set password_hash = null where id = ?")
                .param(customer.id())
                .update();

        api.cookie(session).delete(path(customer) + "/" + id).then().statusCode(200);

        passkeys.login(authenticator).then().statusCode(401);
        reset(customer, "a quite new password");
        api.login(customer.withPassword("a quite new password")).then().statusCode(200);
    }

    @Test
    void aRemovedPasskeyIsNoSecondFactorAnyMore() {
        Customer customer = api.register();
        String id = addSecondFactor(customer);
        api.login(customer).then().statusCode(403);

        api.cookie(session).delete(path(customer) + "/" + id).then().statusCode(200);

        api.login(customer).then().statusCode(200);
        assertThat(actors(customer, "authn_factor_removed")).containsExactly(admin.id());
    }

    @Test
    void aPasskeyGoesWithTheFactorThatItIs() {
        Customer customer = api.register();
        addSecondFactor(customer);

        api.cookie(session)
                .delete("/admin/customers/" + customer.id() + "/factors")
                .then()
                .statusCode(200);

        api.cookie(session).get(path(customer)).then().body("passkeys", empty());
        passkeys.login(authenticator).then().statusCode(401);
    }

    @Test
    void theOwnerKeepsTheLastWayToLogInAmongTheFactors() {
        Customer customer = api.register();
        addSecondFactor(customer);
        jdbc.sql("update customer set password_hash = null where id = ?")
                .param(customer.id())
                .update();
        String factor = api.cookie(customer.cookie()).get("/store/auth/factors").path("factors[0].id");

        api.cookie(customer.cookie())
                .delete("/store/auth/factors/" + factor)
                .then()
                .statusCode(400)
                .body("message", containsString("The last way to log in cannot be removed"));

        passkeys.login(authenticator).then().statusCode(200);
    }

    @Test
    void thePasskeysOfUsersAreForTheRoleAdmin() {
        AdminApi.User user = admins.add("member");
        String id = passkeys.registerUser(user, authenticator).path("passkey.id");
        String path = "/admin/users/" + user.id() + "/passkeys";

        api.cookie(member).get(path).then().statusCode(403);
        api.cookie(member).delete(path + "/" + id).then().statusCode(403);
        api.cookie(session).get(path).then().statusCode(200).body("passkeys.id", contains(id));
        api.cookie(session).delete(path + "/" + id).then().statusCode(200);

        api.cookie(session).get(path).then().body("passkeys", empty());
    }

    @Test
    void administratorsDoNotRemoveTheirOwnPasskeysThatWay() {
        String id = passkeys.registerUser(admin, authenticator).path("passkey.id");
        String path = "/admin/users/" + admin.id() + "/passkeys";

        api.cookie(session)
                .delete(path + "/" + id)
                .then()
                .statusCode(400)
                .body("message", equalTo("Remove your own passkeys by /admin/auth/passkeys"));

        api.cookie(session).get(path).then().body("passkeys.id", contains(id));
    }

    @Test
    void callersWithoutALogInOfAnAdministratorSeeNothing() {
        Customer customer = api.register();

        api.request().get(path(customer)).then().statusCode(401);
        api.cookie(customer.cookie()).get(path(customer)).then().statusCode(401);
        api.cookie(customer.cookie()).delete(path(customer) + "/x").then().statusCode(401);
    }

    @Test
    void aCopiedAuthenticatorIsACauseOfTheReportUntilTheNextLogin() {
        authenticator.withSignCount(7);
        Customer customer = passkeys.registerWith(authenticator);
        passkeys.login(authenticator.withSignCount(3)).then().statusCode(401);
        passkeys.login(authenticator.withSignCount(2)).then().statusCode(401);

        report(customer)
                .then()
                .statusCode(200)
                .body("sign_in_report.causes.code", contains("passkey_sign_count"))
                .body("sign_in_report.causes[0].message", containsString("A passkey was refused 2 times"))
                .body("sign_in_report.causes[0].remedy", nullValue());

        passkeys.login(authenticator.withSignCount(9)).then().statusCode(200);
        report(customer).then().body("sign_in_report.causes.code", not(hasItem("passkey_sign_count")));
    }

    @Test
    void aRepeatedAnswerOfAPasskeyIsACauseOfTheReport() {
        Customer customer = passkeys.registerWith(authenticator);
        Map<String, Object> assertion = authenticator.get(passkeys.loginOptions());
        passkeys.login(assertion).then().statusCode(200);
        report(customer).then().body("sign_in_report.causes.code", not(hasItem("invalid_passkey")));
        passkeys.login(assertion).then().statusCode(401);

        report(customer)
                .then()
                .statusCode(200)
                .body("sign_in_report.causes.code", contains("invalid_passkey"))
                .body("sign_in_report.causes[0].message", containsString("was refused once"));
    }

    private Response report(Customer customer) {
        return api.cookie(session).get("/admin/customers/" + customer.id() + "/sign-in-report");
    }

    private String addSecondFactor(Customer customer) {
        Map<String, ?> options = passkeys.registrationOptions(customer).path("options");
        return api.json(Map.of("credential", authenticator.create(options), "second_factor", true), customer.cookie())
                .header("Origin", PasskeyApi.ORIGIN)
                .header("Sec-Fetch-Site", "same-site")
                .post("/store/auth/passkeys")
                .then()
                .statusCode(200)
                .extract()
                .path("passkey.id");
    }

    private void reset(Customer customer, String password) {
        api.json(Map.of("email", customer.email()))
                .post("/store/customers/password-token")
                .then()
                .statusCode(204);
        String token = new MailedLinks(jdbc, notificationTypes).token(MailedLinks.RESET, customer.id());
        api.json(Map.of("email", customer.email(), "token", token, "password", password))
                .post("/store/customers/password-reset")
                .then()
                .statusCode(200);
    }

    private List<String> actors(Customer customer, String event) {
        return jdbc.sql("select actor_id from storelatch.audit_event where account_id = ? and event = ?")
                .params(customer.id(), event)
                .query(String.class)
                .list();
    }

    private static String path(Customer customer) {
        return "/admin/customers/" + customer.id() + "/passkeys";
    }
}
