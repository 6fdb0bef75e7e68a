package dev.storelatch.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.storelatch.outbox.NotificationType;
import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.MailedLinks;
import dev.storelatch.support.ServerTest;
import io.micrometer.core.instrument.MeterRegistry;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A customer cannot have mail sent to strangers, neither many nor with a text of the customer's own. */
@ServerTest
class NoticeMailTest {

    private static final GreenMail SMTP = new GreenMail(ServerSetup.SMTP.dynamicPort());
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String ADDRESS_CHANGED = "Your e-mail address was changed";
    private static final String PASSWORD_CHANGED = "Your password was changed";
    private static final String RESET = "Choose a new password";
    private static final String CLAIM = "Confirm the transfer of your orders to an account";

    @Autowired
    Api api;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MeterRegistry meters;

    @Autowired
    List<NotificationType> notificationTypes;

    private MailedLinks mailed;

    @DynamicPropertySource
    static void mailServer(DynamicPropertyRegistry properties) {
        SMTP.start();
        properties.add("spring.mail.host", () -> "127.0.0.1");
        properties.add("spring.mail.port", () -> SMTP.getSmtp().getPort());
        properties.add("storelatch.mail.from", () -> "My Shop <service@shop.example.com>");
    }

    @AfterAll
    static void stop() {
        SMTP.stop();
    }

    @BeforeEach
    void readLinks() {
        mailed = new MailedLinks(jdbc, notificationTypes);
    }

    @Test
    void onlyTheAddressThatWasUsedToLogInIsToldOfManyChanges() {
        Customer customer = api.register();
        api.login(customer);
        List<String> strangers =
                IntStream.range(0, 20).mapToObj(i -> Api.newEmail()).toList();

        strangers.forEach(stranger -> changeEmail(customer, stranger));

        awaitMail(customer.email(), ADDRESS_CHANGED);
        awaitDelivery();
        assertThat(strangers)
                .allSatisfy(stranger -> assertThat(mails(stranger, "")).isEmpty());
        assertThat(mails(customer.email(), "")).hasSize(1);
    }

    @Test
    void addressThatWasOnlyRegisteredIsNotTold() {
        Customer customer = api.register();

        changePassword(customer);
        changeEmail(customer, Api.newEmail());

        awaitDelivery();
        assertThat(mails(customer.email(), "")).isEmpty();
    }

    @Test
    void newAddressIsToldOnceItWasUsedToLogIn() {
        Customer customer = api.register();
        api.login(customer);
        Customer changed = customer.withEmail(Api.newEmail());
        changeEmail(customer, changed.email());

        assertThat(api.token(changed)).isNotNull();
        changePassword(changed);

        awaitMail(changed.email(), PASSWORD_CHANGED);
        assertThat(mails(customer.email(), PASSWORD_CHANGED)).isEmpty();
    }

    @Test
    void wrongPasswordVerifiesNothing() {
        Customer customer = api.register();
        api.login(customer.email(), "wrong").then().statusCode(401);

        changePassword(customer);

        awaitDelivery();
        assertThat(mails(customer.email(), "")).isEmpty();
    }

    @Test
    void customerOfMedusaIsToldOnlyAfterALogin() {
        Customer customer = api.register();
        jdbc.sql("delete from storelatch.account_state where account_id = ?")
                .param(customer.id())
                .update();

        changePassword(customer);
        awaitDelivery();
        assertThat(mails(customer.email(), "")).isEmpty();

        api.login(customer.email(), newPassword(customer)).then().statusCode(200);
        changeEmail(customer, Api.newEmail());
        awaitMail(customer.email(), ADDRESS_CHANGED);
    }

    @Test
    void mailedResetLinkVerifiesTheAddress() {
        Customer customer = api.register();
        requestReset(customer.email());
        String token = mailed.token(MailedLinks.RESET, customer.id());

        api.json(Map.of("email", customer.email(), "token", token, "password", newPassword(customer)))
                .post("/store/customers/password-reset")
                .then()
                .statusCode(200);

        awaitMail(customer.email(), PASSWORD_CHANGED);
    }

    @Test
    void confirmedClaimVerifiesTheAddressItWasMailedTo() {
        Customer own = api.register();
        Customer other = api.register();
        claim(own, own.email());
        claim(other, Api.newEmail());
        for (Customer customer : List.of(own, other)) {
            api.json(Map.of("token", mailed.token(MailedLinks.CLAIM, customer.id())))
                    .post("/store/orders/customer/confirm")
                    .then()
                    .statusCode(200);
            changePassword(customer);
        }

        awaitMail(own.email(), PASSWORD_CHANGED);
        awaitDelivery();
        assertThat(mails(other.email(), "")).isEmpty();
    }

    /** The first log-in records the address; further ones cost no statement for it. */
    @Test
    void secondLoginWritesNoAccountState() {
        Customer customer = api.register();
        api.login(customer);
        String version = accountState(customer);

        api.login(customer).then().statusCode(200);
        api.token(customer);

        assertThat(accountState(customer)).isEqualTo(version);
    }

    @Test
    void noticesBeyondTheBudgetAreDroppedAndCountedAndDelayNoLink() {
        Customer customer = api.register();
        api.login(customer);
        double before = dropped();

        for (int i = 0; i < 8; i++) {
            changePassword(customer);
        }
        requestReset(customer.email());

        awaitMail(customer.email(), RESET);
        awaitDelivery();
        assertThat(mails(customer.email(), PASSWORD_CHANGED)).hasSize(5);
        assertThat(dropped() - before).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.com",
                "Visit evil.com now",
                "https://evil.com/",
                "evil\u3002com",
                "Ada\r\nBcc: eve@example.com",
                "Ada\u2028evil",
                "Ada\u202eevil",
                "<a href='//evil'>Ada</a>",
                "You have won a prize, evil customer"
            })
    void noMailShowsANameThatIsNone(String name) {
        Customer customer = api.register();
        api.login(customer);
        String guest = Api.newEmail();
        api.json(Map.of("first_name", name, "last_name", name), customer.cookie())
                .post("/store/customers/me")
                .then()
                .statusCode(200);

        requestReset(customer.email());
        // A new password would delete the link before it is mailed.
        awaitMail(customer.email(), RESET);
        changePassword(customer);
        claim(customer, guest);
        awaitMail(customer.email(), PASSWORD_CHANGED);
        awaitMail(guest, CLAIM);

        assertThat(mails(customer.email(), ""))
                .allSatisfy(mail -> assertThat(mail).startsWith("Hello,").doesNotContain("evil", "Ada", "Bcc"));
        assertThat(mails(guest, ""))
                .allSatisfy(mail -> assertThat(mail)
                        .contains("The customer (%s) requests".formatted(customer.email()))
                        .doesNotContain("evil", "Ada", "Bcc"));
    }

    @Test
    void mailsShowANameAndAnAddressThatAreOnes() {
        Customer customer = api.register();
        String guest = Api.newEmail();
        api.json(Map.of("first_name", " Jean-Luc ", "last_name", "O\u2019Neil"), customer.cookie())
                .post("/store/customers/me");

        requestReset(customer.email());
        claim(customer, guest);

        assertThat(awaitMail(customer.email(), RESET)).startsWith("Hello Jean-Luc,");
        assertThat(awaitMail(guest, CLAIM))
                .contains("The customer Jean-Luc O\u2019Neil (%s) requests".formatted(customer.email()));
    }

    @Test
    void claimMailShowsNoUnusualAddress() {
        Customer customer = api.register();
        String guest = Api.newEmail();
        changeEmail(customer, "evil.com/win?" + UUID.randomUUID() + "@example.com");

        claim(customer, guest);

        assertThat(awaitMail(guest, CLAIM)).contains("The customer requests").doesNotContain("evil");
    }

    @Test
    void accountCanClaimTheOrdersOfTenAddressesInARow() {
        Customer customer = api.register();
        List<String> guests =
                IntStream.range(0, 11).mapToObj(i -> Api.newEmail()).toList();
        List<String> orders =
                guests.stream().map(guest -> GuestOrders.place(jdbc, guest)).toList();

        requestClaim(customer, orders).then().statusCode(400);
        requestClaim(customer, orders.subList(0, 10)).then().statusCode(200);
        requestClaim(customer, orders.subList(10, 11)).then().statusCode(429);

        awaitMail(guests.get(9), CLAIM);
        awaitDelivery();
        assertThat(mails(guests.get(10), "")).isEmpty();
    }

    private void changeEmail(Customer customer, String email) {
        api.json(Map.of("email", email), customer.cookie())
                .post("/store/customers/me")
                .then()
                .statusCode(200);
    }

    private void changePassword(Customer customer) {
        api.json(Map.of("password", newPassword(customer)), customer.cookie())
                .post("/store/customers/me")
                .then()
                .statusCode(200);
    }

    private static String newPassword(Customer customer) {
        return customer.password() + " changed";
    }

    private void requestReset(String email) {
        api.json(Map.of("email", email))
                .post("/store/customers/password-token")
                .then()
                .statusCode(204);
    }

    private void claim(Customer customer, String guest) {
        requestClaim(customer, List.of(GuestOrders.place(jdbc, guest))).then().statusCode(200);
    }

    private Response requestClaim(Customer customer, List<String> orders) {
        return api.json(Map.of("order_ids", orders), customer.cookie()).post("/store/orders/batch/customer/token");
    }

    private String accountState(Customer customer) {
        return jdbc.sql("select xmin::text || s::text from storelatch.account_state s where account_id = ?")
                .param(customer.id())
                .query(String.class)
                .single();
    }

    private double dropped() {
        return meters.find("storelatch.outbox.dropped").tag("reason", "budget").counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private void awaitDelivery() {
        await().atMost(LONG)
                .until(() -> jdbc.sql("select count(*) from storelatch.outbox where finished_at is null")
                                .query(Integer.class)
                                .single()
                        == 0);
    }

    private static String awaitMail(String to, String subject) {
        await().atMost(LONG).until(() -> !mails(to, subject).isEmpty());
        return mails(to, subject).get(0);
    }

    private static List<String> mails(String to, String subject) {
        return Arrays.stream(SMTP.getReceivedMessagesForDomain(to))
                .map(ReceivedMail::of)
                .filter(mail -> mail.subject().contains(subject))
                .map(ReceivedMail::text)
                .toList();
    }
}
