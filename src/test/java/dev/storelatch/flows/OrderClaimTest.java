package dev.storelatch.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.storelatch.core.Actor;
import dev.storelatch.core.Realm;
import dev.storelatch.outbox.Email;
import dev.storelatch.outbox.Notification;
import dev.storelatch.outbox.NotificationType;
import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.ConcurrentCalls;
import dev.storelatch.support.MailedLinks;
import dev.storelatch.support.ServerTest;
import dev.storelatch.support.SignedToken;
import dev.storelatch.support.TestClock;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Transfer of a guest's orders to an account, confirmed by the address of the orders. */
@ServerTest
class OrderClaimTest {

    private static final String REQUEST = "/store/orders/batch/customer/token";
    private static final String CONFIRM = "/store/orders/customer/confirm";
    private static final String REFUSAL = "{\"type\":\"invalid_data\",\"message\":\"token is invalid or expired\"}";

    @Autowired
    Api api;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TestClock clock;

    @Autowired
    List<NotificationType> notificationTypes;

    private final String guest = "guest-" + UUID.randomUUID() + "@example.com";

    private MailedLinks mailed;

    @BeforeEach
    void readMail() {
        mailed = new MailedLinks(jdbc, notificationTypes);
    }

    @Test
    void confirmedOrdersGetTheCustomersIdAndAddress() {
        Customer customer = api.register();
        String first = order(guest);
        String second = order(guest);
        Map<String, Object> before = row(first);
        request(customer, first, second);

        confirm(mailed.token(MailedLinks.CLAIM, customer.id()))
                .then()
                .statusCode(200)
                .contentType("text/plain; charset=utf-8")
                .body(equalTo("OK"));

        assertThat(ordersOf(customer)).containsExactlyInAnyOrder(first, second);
        Map<String, Object> after = row(first);
        assertThat(after).containsEntry("customer_id", customer.id()).containsEntry("email", customer.email());
        before.keySet().removeAll(List.of("customer_id", "email", "updated_at"));
        assertThat(after).containsAllEntriesOf(before);
    }

    @Test
    void mailGoesToTheAddressOfTheOrdersAndNamesTheAccount() {
        Customer customer = api.register();
        String order = order(guest);
        request(customer, order);

        Email email = email(customer);

        assertThat(email.to()).isEqualTo(guest);
        assertThat(email.model().get("email")).isEqualTo(customer.email());
        assertThat(email.model().get("orders")).isEqualTo(List.of(row(order).get("display_id")));
        assertThat(email.model().get("link")).asString().matches("https://shop\\.example\\.com/claim#token=\\S+");
    }

    /** Medusa's names, in its order, without the token unless a setting asks for it. */
    @Test
    void eventForTheShopOmitsTheToken() {
        Customer customer = api.register();
        String order = order(guest);
        request(customer, order);

        Map<String, ?> event = mailed.type(MailedLinks.CLAIM)
                .event(new Notification(
                        new Actor(Realm.STORE, customer.id()), mailed.id(MailedLinks.CLAIM, customer.id()), null))
                .orElseThrow();

        assertThat(event.keySet()).containsExactly("old_email", "new_customer_id", "orders");
        assertThat(event.values()).hasToString("[%s, %s, [%s]]".formatted(guest, customer.id(), order));
    }

    @Test
    void tokenHasMedusasClaims() {
        Customer customer = api.register();
        String order = order(guest);
        request(customer, order);

        JsonNode claims = SignedToken.claims(mailed.token(MailedLinks.CLAIM, customer.id()));

        assertThat(claims.propertyNames()).containsExactly("claimingCustomerId", "orders", "iat", "exp", "jti");
        assertThat(claims.path("claimingCustomerId").stringValue()).isEqualTo(customer.id());
        assertThat(claims.path("orders").toString()).isEqualTo("[\"%s\"]".formatted(order));
        assertThat(claims.path("exp").longValue() - claims.path("iat").longValue())
                .isEqualTo(900);
    }

    @Test
    void eachAddressGetsALinkForItsOwnOrders() {
        Customer customer = api.register();
        String mine = order(guest);
        String other = order("other-" + guest);

        request(customer, mine, other);

        assertThat(jdbc.sql("select recipient, payload from storelatch.link_token where account_id = ?")
                        .param(customer.id())
                        .query((row, number) -> row.getString(1) + " " + row.getString(2))
                        .list())
                .containsExactlyInAnyOrder(guest + " [\"" + mine + "\"]", "other-" + guest + " [\"" + other + "\"]");
    }

    @Test
    void unknownOrderIsIgnored() {
        Customer customer = api.register();

        request(customer, "order_no");

        assertThat(links(customer)).isZero();
    }

    @Test
    void requestNeedsAnAccount() {
        api.json(Map.of("order_ids", List.of("order_x"))).post(REQUEST).then().statusCode(401);
    }

    @Test
    void tokenWorksOnce() {
        Customer customer = api.register();
        String order = order(guest);
        request(customer, order);
        String token = mailed.token(MailedLinks.CLAIM, customer.id());
        confirm(token).then().statusCode(200);
        jdbc.sql("update \"order\" set email = ? where id = ?")
                .params(guest, order)
                .update();

        assertRefused(confirm(token));
    }

    @Test
    void newRequestForTheSameOrdersRevokesTheOldLink() {
        Customer customer = api.register();
        String order = order(guest);
        request(customer, order);
        String old = mailed.token(MailedLinks.CLAIM, customer.id());
        request(customer, order);
        String token = mailed.token(MailedLinks.CLAIM, customer.id());

        assertRefused(confirm(old));
        confirm(token).then().statusCode(200);
    }

    @Test
    void requestForOtherOrdersKeepsTheFirstLink() {
        Customer customer = api.register();
        String first = order(guest);
        request(customer, first);
        String token = mailed.token(MailedLinks.CLAIM, customer.id());
        request(customer, order(guest));

        confirm(token).then().statusCode(200);

        assertThat(ordersOf(customer)).containsExactly(first);
    }

    @ParameterizedTest
    @CsvSource({"895, 200", "900, 400"})
    void tokenExpiresAfterFifteenMinutes(int seconds, int status) {
        Customer customer = api.register();
        request(customer, order(guest));
        String token = mailed.token(MailedLinks.CLAIM, customer.id());

        clock.advance(Duration.ofSeconds(seconds));

        confirm(token).then().statusCode(status);
    }

    /** The address that confirms must still be that of the order. */
    @Test
    void orderThatWasTransferredBeforeIsNotTransferredAgain() {
        Customer customer = api.register();
        Customer other = api.register();
        String order = order(guest);
        request(customer, order);
        request(other, order);
        String late = mailed.token(MailedLinks.CLAIM, customer.id());
        confirm(mailed.token(MailedLinks.CLAIM, other.id())).then().statusCode(200);

        assertRefused(confirm(late));

        assertThat(ordersOf(other)).containsExactly(order);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update customer set deleted_at = now() where id = ?",
                "update customer set has_account = false where id = ?"
            })
    void ordersAreNotTransferredToAnEndedAccount(String ending) {
        Customer customer = api.register();
        request(customer, order(guest));
        String token = mailed.token(MailedLinks.CLAIM, customer.id());
        jdbc.sql(ending).param(customer.id()).update();

        assertRefused(confirm(token));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "PUT", "OPTIONS", "DELETE"})
    void onlyPostConsumesTheToken(String method) {
        Customer customer = api.register();
        request(customer, order(guest));
        String token = mailed.token(MailedLinks.CLAIM, customer.id());

        api.json(Map.of("token", token)).request(method, CONFIRM);
        api.request().request(method, CONFIRM + "?token=" + token);

        confirm(token).then().statusCode(200);
    }

    /** ASVS 9.2.2. */
    @Test
    void tokenForOnePurposeIsRefusedForAnother() {
        Customer customer = api.register();
        request(customer, order(guest));
        String token = mailed.token(MailedLinks.CLAIM, customer.id());

        assertThat(api.tokenStatus(token)).isEqualTo(401);
        api.json(Map.of("email", customer.email(), "token", token, "password", "a quite new password"))
                .post("/store/customers/password-reset")
                .then()
                .statusCode(401);
        assertRefused(confirm(api.token(customer)));
        confirm(token).then().statusCode(200);
    }

    /** The secret of the bearer tokens does not sign claims. */
    @Test
    void tokenSignedWithTheBearerSecretIsRefused() {
        Customer customer = api.register();
        String order = order(guest);
        long now = clock.instant().getEpochSecond();

        assertRefused(confirm(SignedToken.hs256(
                Map.of("claimingCustomerId", customer.id(), "orders", List.of(order), "iat", now, "exp", now + 900))));
    }

    @Test
    void mailsToOneAddressAreLimitedToThree() {
        String order = order(guest);
        for (int i = 0; i < 3; i++) {
            request(api.register(), order);
        }

        Response refusal = send(api.register(), "{\"order_ids\":[\"%s\"]}".formatted(order));

        refusal.then().statusCode(429).body("type", equalTo("too_many_requests"));
        clock.advance(Duration.ofSeconds(Long.parseLong(refusal.header("Retry-After"))));
        request(api.register(), order);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | each value in order_ids must be a string, each value in order_ids should not be empty",
                "{\"order_ids\":null} | each value in order_ids must be a string, each value in order_ids should not be empty",
                "{\"order_ids\":5} | each value in order_ids must be a string",
                "{\"order_ids\":[{}]} | each value in order_ids must be a string",
                "{\"order_ids\":[\"\"]} | each value in order_ids should not be empty",
                "{\"order_ids\":[\"x\\u0000\"]} | order_ids must not contain NUL characters",
                "{\"order_ids\":[\"x\"],\"x\":1} | property x should not exist"
            })
    void malformedListIsRefused(String body, String message) {
        send(api.register(), body).then().statusCode(400).body("message", equalTo(message));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"order_ids\":[]}",
                "{\"order_ids\":\"order_no\"}",
                "{\"order_ids\":[\"order_no\",\"order_no\"]}",
                "{\"order_ids\":[\"{'\\\"\\\\,}\",\"NULL\",\"%\"]}"
            })
    void listWithoutKnownOrdersIsAccepted(String body) {
        send(api.register(), body).then().statusCode(200).body(equalTo("OK"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | token must be a jwt string, token should not be empty",
                "{\"token\":\"\"} | token must be a jwt string, token should not be empty",
                "{\"token\":5} | token must be a jwt string",
                "{\"token\":\"x\"} | token must be a jwt string",
                "{\"token\":\"a.b.c.d\"} | token must be a jwt string",
                "{\"token\":\"a.b.c\"} | token is invalid or expired",
                "{\"token\":\"a.b.c\",\"x\":1} | property x should not exist"
            })
    void malformedTokenIsRefused(String body, String message) {
        api.json(body).post(CONFIRM).then().statusCode(400).body("message", equalTo(message));
    }

    @Test
    @Tag("races")
    void oneOfTwentyConcurrentConfirmationsSucceeds() throws Exception {
        Customer customer = api.register();
        String order = order(guest);
        request(customer, order);
        String token = mailed.token(MailedLinks.CLAIM, customer.id());

        List<Integer> statuses =
                ConcurrentCalls.run(20, thread -> confirm(token).statusCode());

        assertThat(statuses).containsOnly(200, 400).containsOnlyOnce(200);
        assertThat(ordersOf(customer)).containsExactly(order);
    }

    private void request(Customer customer, String... orders) {
        api.json(Map.of("order_ids", List.of(orders)), customer.cookie())
                .post(REQUEST)
                .then()
                .statusCode(200)
                .contentType("text/plain; charset=utf-8")
                .body(equalTo("OK"));
    }

    private Response send(Customer customer, String body) {
        return api.json(body, customer.cookie()).post(REQUEST);
    }

    private Response confirm(String token) {
        return api.json(Map.of("token", token)).post(CONFIRM);
    }

    private static void assertRefused(Response response) {
        response.then().statusCode(400).body(equalTo(REFUSAL));
    }

    private Email email(Customer customer) {
        return mailed.type(MailedLinks.CLAIM)
                .email(new Notification(
                        new Actor(Realm.STORE, customer.id()), mailed.id(MailedLinks.CLAIM, customer.id()), null))
                .orElseThrow();
    }

    private List<String> ordersOf(Customer customer) {
        return api.cookie(customer.cookie())
                .get("/store/customers/me/orders")
                .jsonPath()
                .getList("orders.id");
    }

    private long links(Customer customer) {
        return jdbc.sql("select count(*) from storelatch.link_token where account_id = ?")
                .param(customer.id())
                .query(Long.class)
                .single();
    }

    private Map<String, Object> row(String order) {
        return jdbc.sql("select * from \"order\" where id = ?")
                .param(order)
                .query()
                .singleRow();
    }

    private String order(String email) {
        return GuestOrders.place(jdbc, email);
    }
}
