package dev.storelatch.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.storelatch.support.AdminApi;
import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.ConcurrentCalls;
import dev.storelatch.support.ServerTest;
import dev.storelatch.support.TestClock;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/**
 * With {@code storelatch.customer.require-verified-email}, an account can log in once its address was confirmed, and whoever
 * has registered the address before its owner gains nothing (arXiv 2205.10174).
 */
@ServerTest
@TestPropertySource(properties = "storelatch.customer.require-verified-email=true")
class VerifiedRegistrationTest {

    private static final GreenMail SMTP = new GreenMail(ServerSetup.SMTP.dynamicPort());
    private static final MailBox MAILS = new MailBox(SMTP);
    private static final String CONFIRM = "Confirm your e-mail address";
    private static final String RESET = "Choose a new password";
    private static final String PASSWORD = "the owner's own password";
    private static final String STRANGERS = "the stranger's password";

    @Autowired
    Api api;

    @Autowired
    AdminApi admins;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TestClock clock;

    @DynamicPropertySource
    static void mailServer(DynamicPropertyRegistry properties) {
        MAILS.start(properties);
    }

    @AfterAll
    static void stop() {
        SMTP.stop();
    }

    @Test
    void accountCanLogInOnceItsAddressIsConfirmed() {
        String email = Api.newEmail();

        Response registered = register(email, PASSWORD);

        registered.then().statusCode(200).body("customer.email", equalTo(email));
        assertThat(registered.jsonPath().<String, Object>getMap("customer").keySet())
                .containsExactlyElementsOf(Api.customerKeys("billing_address", "shipping_addresses"));
        assertThat(registered.headers().getValues("Set-Cookie"))
                .singleElement()
                .asString()
                .startsWith("storelatch.device=");
        Response refused = api.login(email, PASSWORD);
        refused.then().statusCode(401);
        assertThat(refused.asString()).isEqualTo(api.login(email, "wrong").asString());
        api.json(Api.credentials(email, PASSWORD))
                .post("/store/auth/token")
                .then()
                .statusCode(401);
        assertThat(exists(email)).isFalse();

        confirm(MAILS.token(email, CONFIRM), null, Api.deviceCookie(registered))
                .then()
                .statusCode(200)
                .body("customer.email", equalTo(email));

        assertThat(api.login(email, PASSWORD).statusCode()).isEqualTo(200);
        assertThat(exists(email)).isTrue();
        register(email, STRANGERS).then().statusCode(422);
    }

    @Test
    void repeatedConfirmationMailIsInTheAuditLogWithoutAnUnknownAddress() {
        String email = Api.newEmail();
        String id = register(email, PASSWORD).path("customer.id");
        long before = jdbc.sql("select max(id) from storelatch.audit_event")
                .query(Long.class)
                .single();

        for (String each : List.of(email, Api.newEmail())) {
            api.json(Map.of("email", each))
                    .post("/store/customers/email-token")
                    .then()
                    .statusCode(204);
        }

        assertThat(jdbc.sql("""
                        select concat_ws(' ', event, reason, coalesce(account_id, 'no account')) from storelatch.audit_event
                        where id > ? order by id
                        """).param(before).query(String.class).list())
                .containsExactly(
                        "authn_link_request email_confirmation " + id,
                        "authn_link_request email_confirmation no account");
    }

    @Test
    void confirmationInAnotherBrowserSetsThePassword() {
        String email = Api.newEmail();
        register(email, STRANGERS);
        String token = MAILS.token(email, CONFIRM);

        confirm(token, null, null).then().statusCode(400).body("message", equalTo("password must be a string"));
        confirm(token, "short", null).then().statusCode(400);
        confirm(token, PASSWORD, null).then().statusCode(200);

        assertThat(api.login(email, STRANGERS).statusCode()).isEqualTo(401);
        assertThat(api.login(email, PASSWORD).statusCode()).isEqualTo(200);
        confirm(token, STRANGERS, null).then().statusCode(401);
    }

    @Test
    void deviceOfAnotherAccountIsAnotherBrowser() {
        String email = Api.newEmail();
        register(email, STRANGERS);
        String other = Api.deviceCookie(register(Api.newEmail(), PASSWORD));

        confirm(MAILS.token(email, CONFIRM), null, other).then().statusCode(400);
    }

    @Test
    void registrationOfAStrangerDoesNotKeepTheOwnerOut() {
        String email = Api.newEmail();
        Response strangers = register(email, STRANGERS);
        String strangersToken = MAILS.token(email, CONFIRM);

        Response owners = register(email, PASSWORD);

        owners.then().statusCode(200);
        assertThat(owners.<String>path("customer.id")).isNotEqualTo(strangers.path("customer.id"));
        confirm(strangersToken, null, Api.deviceCookie(strangers)).then().statusCode(401);
        confirm(MAILS.token(email, CONFIRM, 2), null, Api.deviceCookie(owners))
                .then()
                .statusCode(200);
        assertThat(api.login(email, STRANGERS).statusCode()).isEqualTo(401);
        assertThat(api.login(email, PASSWORD).statusCode()).isEqualTo(200);
    }

    /** A stranger who registers last does not get the account that the owner confirms. */
    @Test
    void ownerWhoConfirmsTheRegistrationOfAStrangerGetsTheAccount() {
        String email = Api.newEmail();
        String owner = Api.deviceCookie(register(email, PASSWORD));
        // The registration of the stranger replaces the owner's, and with it a mail that has not been sent.
        MAILS.token(email, CONFIRM);
        register(email, STRANGERS);
        String token = MAILS.token(email, CONFIRM, 2);

        confirm(token, null, owner).then().statusCode(400);
        confirm(token, PASSWORD, owner).then().statusCode(200);

        assertThat(api.login(email, STRANGERS).statusCode()).isEqualTo(401);
        assertThat(api.login(email, PASSWORD).statusCode()).isEqualTo(200);
    }

    @Test
    void passwordResetVerifiesAndRemovesThePasswordOfAStranger() {
        String email = Api.newEmail();
        register(email, STRANGERS);
        api.json(Map.of("email", email))
                .post("/store/customers/password-token")
                .then()
                .statusCode(204);

        api.json(Map.of("email", email, "token", MAILS.token(email, RESET), "password", PASSWORD))
                .post("/store/customers/password-reset")
                .then()
                .statusCode(200);

        assertThat(api.login(email, STRANGERS).statusCode()).isEqualTo(401);
        assertThat(api.login(email, PASSWORD).statusCode()).isEqualTo(200);
        confirm(MAILS.token(email, CONFIRM), STRANGERS, null).then().statusCode(401);
    }

    @Test
    void linkIsMailedAgainWithoutTelling() {
        String email = Api.newEmail();
        Response registered = register(email, PASSWORD);
        MAILS.token(email, CONFIRM);
        clock.advance(Duration.ofHours(9));

        resend(email).then().statusCode(204);

        String token = MAILS.token(email, CONFIRM, 2);
        String nobody = Api.newEmail();
        resend(nobody).then().statusCode(204);
        confirm(token, null, Api.deviceCookie(registered)).then().statusCode(200);
        resend(email).then().statusCode(204);
        String last = Api.newEmail();
        register(last, PASSWORD);
        MAILS.token(last, CONFIRM);
        assertThat(MAILS.mails(nobody, CONFIRM)).isEmpty();
        assertThat(MAILS.mails(email, CONFIRM)).hasSize(2);
    }

    @Test
    void mailsToOneAddressAreLimitedWithAndWithoutAnAccount() {
        String email = Api.newEmail();
        for (int i = 0; i < 3; i++) {
            register(email, PASSWORD).then().statusCode(200);
            resend(email).then().statusCode(204);
        }
        register(email, PASSWORD).then().statusCode(429);
        resend(email).then().statusCode(429);

        String nobody = Api.newEmail();
        for (int i = 0; i < 3; i++) {
            resend(nobody).then().statusCode(204);
        }
        resend(nobody).then().statusCode(429);
    }

    /** Otherwise anybody could keep customers from changing to an address by registering it. */
    @Test
    void registrationOfAStrangerDoesNotKeepACustomerFromAnAddress() {
        Customer customer = confirmed();
        String before = Api.newEmail();
        register(before, STRANGERS).then().statusCode(200);
        change(customer, before).then().statusCode(200);
        confirm(MAILS.token(before, CONFIRM, 2), null, null)
                .then()
                .statusCode(200)
                .body("customer.id", equalTo(customer.id()));

        Customer other = confirmed();
        String meanwhile = Api.newEmail();
        change(other, meanwhile).then().statusCode(200);
        String token = MAILS.token(meanwhile, CONFIRM);
        register(meanwhile, STRANGERS).then().statusCode(200);
        confirm(token, null, null).then().statusCode(200);
        assertThat(api.login(meanwhile, STRANGERS).statusCode()).isEqualTo(401);
        assertThat(api.login(meanwhile, other.password()).statusCode()).isEqualTo(200);
    }

    /** None of these mails the owner a link that could be used instead. */
    @Test
    void strangerDoesNotKeepAnAddressFromBeingRegistered() {
        String email = Api.newEmail();
        for (int i = 0; i < 4; i++) {
            resend(email);
        }
        for (int i = 0; i < 70; i++) {
            register(email, "short").then().statusCode(400);
        }

        register(email, PASSWORD).then().statusCode(200);
        assertThat(MAILS.token(email, CONFIRM)).isNotEmpty();
    }

    @Test
    void guestOrdersAttachWithTheConfirmation() {
        String email = Api.newEmail();
        String order = GuestOrders.place(jdbc, email);
        String foreign = GuestOrders.place(jdbc, Api.newEmail());
        Response registered = register(email, PASSWORD);
        String id = registered.path("customer.id");
        assertThat(customerOf(order)).isNotEqualTo(id);

        confirm(MAILS.token(email, CONFIRM), null, Api.deviceCookie(registered))
                .then()
                .statusCode(200);

        assertThat(customerOf(order)).isEqualTo(id);
        assertThat(customerOf(foreign)).isNotEqualTo(id);
        String session = Api.sessionCookie(api.login(email, PASSWORD));
        api.cookie(session)
                .get("/store/customers/me/orders")
                .then()
                .statusCode(200)
                .body("count", equalTo(1))
                .body("orders[0].id", equalTo(order));
    }

    /** Medusa lets anybody place an order as a guest with an address, and change the address of an order later. */
    @Test
    void ordersOfAGuestUnderAnotherAddressStay() {
        String email = Api.newEmail();
        String order = GuestOrders.place(jdbc, email);
        jdbc.sql("update \"order\" set email = 'other@example.com' where id = ?")
                .param(order)
                .update();
        Response registered = register(email, PASSWORD);

        confirm(MAILS.token(email, CONFIRM), null, Api.deviceCookie(registered))
                .then()
                .statusCode(200);

        assertThat(customerOf(order)).isNotEqualTo(registered.<String>path("customer.id"));
    }

    @Test
    void guestOrdersAttachWithAResetAndWithAChangedAddress() {
        String email = Api.newEmail();
        String order = GuestOrders.place(jdbc, email);
        Response registered = register(email, STRANGERS);
        String id = registered.path("customer.id");
        api.json(Map.of("email", email)).post("/store/customers/password-token");
        api.json(Map.of("email", email, "token", MAILS.token(email, RESET), "password", PASSWORD))
                .post("/store/customers/password-reset");
        assertThat(customerOf(order)).isEqualTo(id);

        String changed = Api.newEmail();
        String later = GuestOrders.place(jdbc, changed);
        String session = Api.sessionCookie(api.login(email, PASSWORD));
        api.json(Map.of("email", changed), session)
                .post("/store/customers/me")
                .then()
                .statusCode(200)
                .body("customer.email", equalTo(email));
        assertThat(customerOf(later)).isNotEqualTo(id);
        confirm(MAILS.token(changed, CONFIRM), null, null).then().statusCode(200);
        assertThat(customerOf(later)).isEqualTo(id);
    }

    @Test
    void accountByAnAdministratorAndAnOlderOneCanLogIn() {
        String email = Api.newEmail();
        api.bearer(admins.token(admins.add()))
                .contentType("application/json")
                .body(Map.of("email", email, "first_name", "A", "last_name", "B", "password", PASSWORD))
                .post("/admin/customers")
                .then()
                .statusCode(201);

        assertThat(api.login(email, PASSWORD).statusCode()).isEqualTo(200);
    }

    @RepeatedTest(5)
    void ofTwoConfirmationsOneCounts() throws Exception {
        String email = Api.newEmail();
        String order = GuestOrders.place(jdbc, email);
        Response registered = register(email, PASSWORD);
        String token = MAILS.token(email, CONFIRM);

        List<Integer> statuses = ConcurrentCalls.run(
                2, thread -> confirm(token, null, Api.deviceCookie(registered)).statusCode());

        assertThat(statuses).containsExactlyInAnyOrder(200, 401);
        assertThat(customerOf(order)).isEqualTo(registered.<String>path("customer.id"));
    }

    @RepeatedTest(5)
    void confirmationAgainstAnotherRegistrationLeavesOneAccount() throws Exception {
        String email = Api.newEmail();
        Response first = register(email, PASSWORD);
        String token = MAILS.token(email, CONFIRM);

        List<Integer> statuses = ConcurrentCalls.run(
                2,
                thread -> thread == 0
                        ? confirm(token, null, Api.deviceCookie(first)).statusCode()
                        : register(email, STRANGERS).statusCode());

        assertThat(statuses).isIn(List.of(200, 422), List.of(401, 200));
        assertThat(api.login(email, PASSWORD).statusCode()).isEqualTo(statuses.get(0));
        assertThat(api.login(email, STRANGERS).statusCode()).isEqualTo(401);
    }

    private Customer confirmed() {
        String email = Api.newEmail();
        Response registered = register(email, PASSWORD);
        confirm(MAILS.token(email, CONFIRM), null, Api.deviceCookie(registered));
        Response loggedIn = api.login(email, PASSWORD);
        return new Customer(loggedIn.path("customer.id"), email, PASSWORD, Api.sessionCookie(loggedIn));
    }

    private Response change(Customer customer, String email) {
        return api.json(Map.of("email", email), customer.cookie()).post("/store/customers/me");
    }

    private Response register(String email, String password) {
        return api.json(Api.credentials(email, password)).post("/store/customers");
    }

    private Response resend(String email) {
        return api.json(Map.of("email", email)).post("/store/customers/email-token");
    }

    private Response confirm(String token, @Nullable String password, @Nullable String device) {
        Map<String, String> body = new HashMap<>(Map.of("token", token));
        if (password != null) {
            body.put("password", password);
        }
        return device == null
                ? api.json(body).post("/store/customers/email-confirm")
                : api.json(body).header("Cookie", "storelatch.device=" + device).post("/store/customers/email-confirm");
    }

    private boolean exists(String email) {
        return api.request().get("/store/auth/" + email).path("exists");
    }

    private String customerOf(String order) {
        return jdbc.sql("select customer_id from \"order\" where id = ?")
                .param(order)
                .query(String.class)
                .single();
    }
}
