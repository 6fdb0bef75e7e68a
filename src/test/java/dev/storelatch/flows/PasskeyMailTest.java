package dev.storelatch.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.storelatch.passkey.EmulatedAuthenticator;
import dev.storelatch.support.AdminApi;
import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.ServerTest;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Mails about passkeys, and what a password reset by a mailed link does to passkeys. */
@ServerTest
@Import(PasskeyApi.class)
class PasskeyMailTest {

    private static final GreenMail SMTP = new GreenMail(ServerSetup.SMTP.dynamicPort());
    private static final MailBox MAILS = new MailBox(SMTP);
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String ADDED = "A passkey was added";
    private static final String REMOVED = "A passkey was removed";
    private static final String RESET = "Choose a new password";

    private final EmulatedAuthenticator authenticator = new EmulatedAuthenticator();

    @Autowired
    Api api;

    @Autowired
    AdminApi admins;

    @Autowired
    PasskeyApi passkeys;

    @Autowired
    JdbcClient jdbc;

    @DynamicPropertySource
    static void mailServer(DynamicPropertyRegistry properties) {
        MAILS.start(properties);
    }

    @AfterAll
    static void stop() {
        SMTP.stop();
    }

    @Test
    void aVerifiedOwnerIsToldOfANewPasskeyWithoutItsName() {
        Customer customer = api.register();
        api.login(customer);

        passkeys.register(customer, authenticator, "Win a prize at evil.example");

        assertThat(mail(customer.email(), ADDED).text())
                .contains("Whoever has it can log in without the password")
                .doesNotContain("evil.example");
    }

    @Test
    void anAddressThatWasOnlyRegisteredIsNotTold() {
        Customer customer = api.register();

        String id = passkeys.register(customer, authenticator, null).path("passkey.id");
        passkeys.remove(customer, id).then().statusCode(200);

        awaitDelivery();
        assertThat(MAILS.mails(customer.email(), ADDED)).isEmpty();
        assertThat(MAILS.mails(customer.email(), REMOVED)).isEmpty();
    }

    @Test
    void theOwnerIsToldOfAPasskeyLess() {
        Customer customer = api.register();
        api.login(customer);
        String id = passkeys.register(customer, authenticator, null).path("passkey.id");

        passkeys.remove(customer, id).then().statusCode(200);

        assertThat(mail(customer.email(), REMOVED).text()).contains("Nobody can log in with it any more");
    }

    @Test
    void theOwnerIsToldOfAPasskeyThatAnAdministratorHasRemoved() {
        Customer customer = api.register();
        api.login(customer);
        String id = passkeys.register(customer, authenticator, null).path("passkey.id");

        api.cookie(admins.newSession(admins.add()))
                .delete("/admin/customers/" + customer.id() + "/passkeys/" + id)
                .then()
                .statusCode(200);

        assertThat(mail(customer.email(), REMOVED).text()).contains("nor asked us to do so");
    }

    @Test
    void usersAreToldOfTheirPasskeys() {
        AdminApi.User user = admins.add();
        String id = passkeys.registerUser(user, authenticator).path("passkey.id");
        assertThat(mail(user.email(), ADDED).text()).contains("administrator account");

        api.cookie(admins.newSession(admins.add()))
                .delete("/admin/users/" + user.id() + "/passkeys/" + id)
                .then()
                .statusCode(200);

        assertThat(mail(user.email(), REMOVED).text()).contains("administrator account");
    }

    /** Whoever has registered the address of somebody else keeps no way in (arXiv 2205.10174). */
    @Test
    void theFirstPasswordResetRemovesThePasskeys() {
        Customer registered = api.register();
        passkeys.register(registered, authenticator, "Mine");

        Customer owner = reset(registered, "the owner's own password", 1);

        passkeys.login(authenticator).then().statusCode(401);
        api.cookie(Api.sessionCookie(api.login(owner)))
                .get("/store/auth/passkeys")
                .then()
                .body("passkeys", empty());
    }

    /** A log-in by password verifies the address, but does not prove who has set the password. */
    @Test
    void theFirstPasswordResetRemovesThePasskeysAfterLogInsToo() {
        Customer registered = passkeys.registerWith(authenticator);
        api.login(registered).then().statusCode(200);

        reset(registered, "the owner's own password", 1);

        passkeys.login(authenticator).then().statusCode(401);
        assertThat(mail(registered.email(), REMOVED).text()).contains("Nobody can log in with it any more");
    }

    @Test
    void laterPasswordResetsKeepThePasskeys() {
        Customer registered = api.register();
        Customer owner = reset(registered, "the owner's own password", 1);
        Customer loggedIn =
                new Customer(owner.id(), owner.email(), owner.password(), Api.sessionCookie(api.login(owner)));
        passkeys.register(loggedIn, authenticator, "Mine").then().statusCode(200);

        Customer again = reset(owner, "another password of the owner", 2);

        passkeys.login(authenticator).then().statusCode(200);
        api.cookie(Api.sessionCookie(api.login(again)))
                .get("/store/auth/passkeys")
                .then()
                .body("passkeys.name", contains("Mine"));
    }

    /** @param count number of such mails that the customer has got in the end */
    private Customer reset(Customer customer, String password, int count) {
        api.json(Map.of("email", customer.email()))
                .post("/store/customers/password-token")
                .then()
                .statusCode(204);
        String token = MAILS.token(customer.email(), RESET, count);
        api.json(Map.of("email", customer.email(), "token", token, "password", password))
                .post("/store/customers/password-reset")
                .then()
                .statusCode(200);
        return customer.withPassword(password);
    }

    private static ReceivedMail mail(String address, String subject) {
        await().atMost(LONG).until(() -> MAILS.mails(address, subject).size() == 1);
        return MAILS.mails(address, subject).get(0);
    }

    private void awaitDelivery() {
        await().atMost(LONG)
                .until(() -> jdbc.sql("select count(*) from storelatch.outbox where finished_at is null")
                                .query(Integer.class)
                                .single()
                        == 0);
    }
}
