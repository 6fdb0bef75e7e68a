package dev.storelatch.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.ConcurrentCalls;
import dev.storelatch.support.ServerTest;
import dev.storelatch.support.TestClock;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** With {@code storelatch.customer.confirm-email-change}, a new address counts once a link to it was opened. */
@ServerTest
@TestPropertySource(properties = "storelatch.customer.confirm-email-change=true")
class EmailChangeTest {

    private static final GreenMail SMTP = new GreenMail(ServerSetup.SMTP.dynamicPort());
    private static final MailBox MAILS = new MailBox(SMTP);
    private static final String CONFIRM = "Confirm your e-mail address";
    private static final String CHANGED = "Your e-mail address was changed";
    private static final String RESET = "Choose a new password";
    private static final String NEW_PASSWORD = "a quite new password";

    @Autowired
    Api api;

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
    void addressChangesWhenItsLinkIsConfirmed() {
        Customer customer = verified();
        String email = Api.newEmail();

        Response requested = change(customer, email);

        requested.then().statusCode(200).body("customer.email", equalTo(customer.email()));
        assertThat(requested.jsonPath().<String, Object>getMap("customer").keySet())
                .containsExactlyElementsOf(Api.customerKeys("billing_address", "shipping_addresses"));
        assertThat(api.login(customer).statusCode()).isEqualTo(200);
        assertThat(api.login(email, customer.password()).statusCode()).isEqualTo(401);

        Response confirmed = confirm(MAILS.token(email, CONFIRM));

        confirmed.then().statusCode(200).body("customer.email", equalTo(email));
        assertThat(confirmed.jsonPath().<String, Object>getMap("customer").keySet())
                .containsExactlyElementsOf(Api.customerKeys());
        assertThat(api.login(customer).statusCode()).isEqualTo(401);
        assertThat(api.login(email, customer.password()).statusCode()).isEqualTo(200);
    }

    @Test
    void requestConfirmationAndUndoAreInTheAuditLog() {
        Customer customer = verified();
        String email = Api.newEmail();
        long before = jdbc.sql("select coalesce(max(id), 0) from storelatch.audit_event")
                .query(Long.class)
                .single();

        change(customer, email);
        confirm(MAILS.token(email, CONFIRM)).then().statusCode(200);
        api.json(Map.of("token", MAILS.token(customer.email(), CHANGED)))
                .post("/store/customers/email-undo")
                .then()
                .statusCode(200);

        assertThat(jdbc.sql("""
                        select concat_ws(' ', event, way, reason) from storelatch.audit_event
                        where id > ? and account_id = ? and event <> 'session_ended' order by id
                        """)
                        .params(before, customer.id())
                        .query(String.class)
                        .list())
                .containsExactly(
                        "authn_link_request cookie email_confirmation",
                        "authn_link_use link email_confirmation",
                        "authn_email_change",
                        "authn_link_use link email_undo",
                        "authn_password_change",
                        "authn_email_change",
                        "authn_link_request password_reset");
    }

    @Test
    void otherPropertiesOfTheRequestChangeAtOnce() {
        Customer customer = verified();

        api.json(Map.of("email", Api.newEmail(), "first_name", "Ada"), customer.cookie())
                .post("/store/customers/me")
                .then()
                .statusCode(200)
                .body("customer.first_name", equalTo("Ada"))
                .body("customer.email", equalTo(customer.email()));
    }

    @Test
    void erasureEndsAPendingChangeAndForgetsItsAddress() {
        Customer customer = verified();
        String email = Api.newEmail();
        change(customer, email);
        String token = MAILS.token(email, CONFIRM);

        jdbc.sql("select storelatch.erase_customer(?)")
                .param(customer.id())
                .query(Boolean.class)
                .single();

        confirm(token).then().statusCode(401);
        for (String table :
                List.of("customer", "storelatch.link_token", "storelatch.outbox", "storelatch.audit_event")) {
            assertThat(jdbc.sql("select count(*) from %s t where strpos(t::text, ?) > 0".formatted(table))
                            .param(email)
                            .query(Integer.class)
                            .single())
                    .as(table)
                    .isZero();
        }
    }

    @Test
    void confirmationEndsAllLoginsButTheSessionOfItsRequest() {
        Customer customer = verified();
        String other = api.newSession(customer);
        String bearer = api.token(customer);
        String email = Api.newEmail();
        change(customer, email);

        api.json(Map.of("token", MAILS.token(email, CONFIRM)), customer.cookie())
                .post("/store/customers/email-confirm")
                .then()
                .statusCode(200);

        assertThat(api.cookieStatus(customer.cookie())).isEqualTo(200);
        assertThat(api.cookieStatus(other)).isEqualTo(401);
        assertThat(api.tokenStatus(bearer)).isEqualTo(401);
    }

    @Test
    void sessionOfAnotherCustomerDoesNotKeepAnything() {
        Customer customer = verified();
        Customer stranger = api.register();
        String email = Api.newEmail();
        change(customer, email);

        api.json(Map.of("token", MAILS.token(email, CONFIRM)), stranger.cookie())
                .post("/store/customers/email-confirm")
                .then()
                .statusCode(200);

        assertThat(api.cookieStatus(customer.cookie())).isEqualTo(401);
        assertThat(api.cookieStatus(stranger.cookie())).isEqualTo(200);
    }

    @Test
    void newerRequestReplacesTheOlder() {
        Customer customer = verified();
        String first = Api.newEmail();
        String second = Api.newEmail();
        change(customer, first);
        String token = MAILS.token(first, CONFIRM);

        change(customer, second);

        confirm(token).then().statusCode(401);
        confirm(MAILS.token(second, CONFIRM)).then().statusCode(200).body("customer.email", equalTo(second));
    }

    @Test
    void linkIsValidOnceAndForEightHours() {
        Customer customer = verified();
        String email = Api.newEmail();
        change(customer, email);
        String token = MAILS.token(email, CONFIRM);

        confirm(token).then().statusCode(200);
        confirm(token)
                .then()
                .statusCode(401)
                .body("type", equalTo("unauthorized"))
                .body("message", equalTo("Invalid or expired token"));

        Customer late = verified();
        String lateEmail = Api.newEmail();
        change(late, lateEmail);
        String lateToken = MAILS.token(lateEmail, CONFIRM);
        clock.advance(Duration.ofHours(8).plusSeconds(1));
        confirm(lateToken).then().statusCode(401);
    }

    @Test
    void tokensOfOtherPurposesConfirmAndUndoNothing() {
        Customer customer = verified();
        api.json(Map.of("email", customer.email())).post("/store/customers/password-token");
        String token = MAILS.token(customer.email(), RESET);

        confirm(token).then().statusCode(401);
        undo(token).then().statusCode(401);
        api.json(Map.of()).post("/store/customers/email-confirm").then().statusCode(400);
        api.json(Map.of("token", 1)).post("/store/customers/email-undo").then().statusCode(400);
    }

    /** Neither the response nor a mail tells whether an account has the address. */
    @Test
    void takenAddressIsNotTold() {
        Customer customer = verified();
        Customer other = verified();
        String free = Api.newEmail();

        Response taken = change(customer, other.email());

        taken.then().statusCode(200).body("customer.email", equalTo(customer.email()));
        change(customer, free).then().statusCode(200);
        MAILS.token(free, CONFIRM);
        assertThat(MAILS.mails(other.email(), CONFIRM)).isEmpty();
    }

    @Test
    void addressThatWasTakenMeanwhileIsRefused() {
        Customer customer = verified();
        String email = Api.newEmail();
        change(customer, email);
        String token = MAILS.token(email, CONFIRM);
        api.json(Api.credentials(email, NEW_PASSWORD))
                .post("/store/customers")
                .then()
                .statusCode(200);

        confirm(token).then().statusCode(422);

        assertThat(api.login(customer).statusCode()).isEqualTo(200);
    }

    @Test
    void mailsOfOneAccountAreLimited() {
        Customer customer = verified();

        for (int i = 0; i < 3; i++) {
            change(customer, Api.newEmail()).then().statusCode(200);
        }

        change(customer, Api.newEmail()).then().statusCode(429);
        change(customer, customer.email()).then().statusCode(200);
    }

    @Test
    void oldAddressUndoesTheChange() {
        Customer customer = verified();
        String thief = changed(customer);
        String session = Api.sessionCookie(api.login(thief, customer.password()));

        undo(MAILS.token(customer.email(), CHANGED))
                .then()
                .statusCode(200)
                .body("customer.email", equalTo(customer.email()));

        assertThat(api.cookieStatus(session)).isEqualTo(401);
        assertThat(api.login(customer).statusCode()).isEqualTo(401);
        assertThat(api.login(thief, customer.password()).statusCode()).isEqualTo(401);
        api.json(Map.of(
                        "email", customer.email(),
                        "token", MAILS.token(customer.email(), RESET),
                        "password", NEW_PASSWORD))
                .post("/store/customers/password-reset")
                .then()
                .statusCode(200);
        assertThat(api.login(customer.email(), NEW_PASSWORD).statusCode()).isEqualTo(200);
        assertThat(MAILS.mails(thief, CHANGED)).isEmpty();
    }

    @Test
    void newPasswordOfAThiefDoesNotPreventTheUndo() {
        Customer customer = verified();
        String thief = changed(customer);
        String session = Api.sessionCookie(api.login(thief, customer.password()));
        api.json(Map.of("password", NEW_PASSWORD), session)
                .post("/store/customers/me")
                .then()
                .statusCode(200);

        undo(MAILS.token(customer.email(), CHANGED)).then().statusCode(200);

        assertThat(api.login(thief, NEW_PASSWORD).statusCode()).isEqualTo(401);
        assertThat(api.login(customer.email(), NEW_PASSWORD).statusCode()).isEqualTo(401);
    }

    /** A thief who changes the address twice gets a link, too. */
    @Test
    void undoOfALaterChangeLeavesThatOfTheFirst() {
        Customer customer = verified();
        String first = changed(customer);
        Customer stolen = customer.withEmail(first);
        String session = Api.sessionCookie(api.login(stolen));
        String second = Api.newEmail();
        api.json(Map.of("email", second), session)
                .post("/store/customers/me")
                .then()
                .statusCode(200);
        confirm(MAILS.token(second, CONFIRM)).then().statusCode(200);
        String thief = MAILS.token(first, CHANGED);
        String owner = MAILS.token(customer.email(), CHANGED);

        undo(thief).then().statusCode(200).body("customer.email", equalTo(first));
        undo(owner).then().statusCode(200).body("customer.email", equalTo(customer.email()));
    }

    @Test
    void undoOfTheFirstChangeRevokesThatOfALater() {
        Customer customer = verified();
        String first = changed(customer);
        String session = Api.sessionCookie(api.login(first, customer.password()));
        String second = Api.newEmail();
        api.json(Map.of("email", second), session)
                .post("/store/customers/me")
                .then()
                .statusCode(200);
        confirm(MAILS.token(second, CONFIRM)).then().statusCode(200);
        String thief = MAILS.token(first, CHANGED);

        undo(MAILS.token(customer.email(), CHANGED)).then().statusCode(200);

        undo(thief).then().statusCode(401);
    }

    @Test
    void formerAddressIsReservedWhileItCanComeBack() {
        Customer customer = verified();
        changed(customer);
        String token = MAILS.token(customer.email(), CHANGED);

        api.json(Api.credentials(customer.email(), NEW_PASSWORD))
                .post("/store/customers")
                .then()
                .statusCode(422);
        clock.advance(Duration.ofDays(7).plusSeconds(1));
        undo(token).then().statusCode(401);
        api.json(Api.credentials(customer.email(), NEW_PASSWORD))
                .post("/store/customers")
                .then()
                .statusCode(200);
    }

    @Test
    void addressThatWasNeverVerifiedIsNotMailed() {
        Customer customer = api.register();
        String email = changed(customer);

        assertThat(api.login(email, customer.password()).statusCode()).isEqualTo(200);
        await().until(() ->
                jdbc.sql("select count(*) from storelatch.outbox where account_id = ? and finished_at is null")
                                .param(customer.id())
                                .query(Long.class)
                                .single()
                        == 0);
        assertThat(MAILS.mails(customer.email(), CHANGED)).isEmpty();
    }

    @RepeatedTest(5)
    void ofTwoConfirmationsOneCounts() throws Exception {
        Customer customer = verified();
        String email = Api.newEmail();
        change(customer, email);
        String token = MAILS.token(email, CONFIRM);

        List<Integer> statuses = ConcurrentCalls.run(2, thread -> confirm(token).statusCode());

        assertThat(statuses).containsExactlyInAnyOrder(200, 401);
    }

    @RepeatedTest(5)
    void undoAgainstALaterChangeLeavesTheOwnersAddress() throws Exception {
        Customer customer = verified();
        String first = changed(customer);
        String session = Api.sessionCookie(api.login(first, customer.password()));
        String second = Api.newEmail();
        api.json(Map.of("email", second), session)
                .post("/store/customers/me")
                .then()
                .statusCode(200);
        String confirmation = MAILS.token(second, CONFIRM);
        String undo = MAILS.token(customer.email(), CHANGED);

        List<Integer> statuses = ConcurrentCalls.run(
                2,
                thread -> thread == 0
                        ? undo(undo).statusCode()
                        : confirm(confirmation).statusCode());

        assertThat(statuses.get(0)).isEqualTo(200);
        assertThat(statuses.get(1)).isIn(200, 401);
        assertThat(email(customer)).isEqualTo(customer.email());
    }

    @RepeatedTest(5)
    void loginWithTheOldAddressDoesNotOutliveTheChange() throws Exception {
        Customer customer = verified();
        String email = Api.newEmail();
        change(customer, email);
        String token = MAILS.token(email, CONFIRM);

        List<Response> responses = ConcurrentCalls.run(2, thread -> thread == 0 ? confirm(token) : api.login(customer));

        responses.get(0).then().statusCode(200);
        if (responses.get(1).statusCode() == 200) {
            assertThat(api.cookieStatus(Api.sessionCookie(responses.get(1)))).isEqualTo(401);
        }
    }

    /** Returns a customer whose address was used to log in. */
    private Customer verified() {
        Customer customer = api.register();
        api.login(customer);
        return customer;
    }

    /** Changes the customer's address, and returns the new one. */
    private String changed(Customer customer) {
        String email = Api.newEmail();
        change(customer, email).then().statusCode(200);
        confirm(MAILS.token(email, CONFIRM)).then().statusCode(200);
        return email;
    }

    private Response change(Customer customer, String email) {
        return api.json(Map.of("email", email), customer.cookie()).post("/store/customers/me");
    }

    private Response confirm(String token) {
        return api.json(Map.of("token", token)).post("/store/customers/email-confirm");
    }

    private Response undo(String token) {
        return api.json(Map.of("token", token)).post("/store/customers/email-undo");
    }

    private String email(Customer customer) {
        return jdbc.sql("select email from customer where id = ?")
                .param(customer.id())
                .query(String.class)
                .single();
    }
}
