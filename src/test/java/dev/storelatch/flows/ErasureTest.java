package dev.storelatch.flows;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.storelatch.command.CommandLine;
import dev.storelatch.support.AdminApi;
import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.ServerTest;
import io.restassured.response.Response;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Erasure of a customer: the orders stay, the person goes. */
@ServerTest
class ErasureTest {

    private static final String PHONE = "+49 170 0000001";
    private static final Map<String, String> ADDRESS = Map.of(
            "first_name", "Erasmus",
            "last_name", "Personsson",
            "address_1", "Private Lane 1",
            "city", "Privatstadt",
            "country_code", "de",
            "postal_code", "12345");

    @Autowired
    Api api;

    @Autowired
    AdminApi adminApi;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    JdbcConnectionDetails database;

    @Autowired
    TransactionOperations transaction;

    private String admin;

    @BeforeEach
    void logIn() {
        admin = adminApi.token(adminApi.add());
        jdbc.sql("""
                insert into country (iso_2, iso_3, num_code, name, display_name)
                values ('de', 'deu', 276, 'GERMANY', 'Germany') on conflict do nothing
                """).update();
    }

    @ParameterizedTest
    @ValueSource(strings = {"route", "command"})
    void ordersStayAndThePersonGoes(String by) {
        Customer customer = person();
        String token = api.token(customer);
        String refreshToken = api.refreshableLogin(customer).path("refresh_token");
        api.json(Map.of("email", customer.email())).post("/store/customers/password-token");
        api.login(customer.withPassword("a wrong password"));
        fromNetwork(customer);
        String order = order(customer);

        if (by.equals("route")) {
            erase(customer.id())
                    .then()
                    .statusCode(200)
                    .body(equalTo("{\"id\":\"%s\",\"object\":\"customer\",\"deleted\":true}".formatted(customer.id())));
        } else {
            assertThat(command("--customer-id=" + customer.id()))
                    .isEqualTo("customer " + customer.id() + " erased" + System.lineSeparator());
        }

        assertThat(api.cookieStatus(customer.cookie())).isEqualTo(401);
        assertThat(api.tokenStatus(token)).isEqualTo(401);
        assertThat(api.refresh(refreshToken).statusCode()).isEqualTo(401);
        assertThat(api.login(customer).statusCode()).isEqualTo(401);
        // The order keeps the address that it was placed with and the one that it was delivered to.
        assertThat(naming(customer.email())).containsExactly("\"order\"");
        assertThat(naming("Erasmus")).containsExactly("address");
        assertThat(naming("Private Lane 1")).isEmpty();
        assertThat(naming("Order Lane 2")).containsExactly("address");
        assertThat(naming(PHONE)).isEmpty();
        assertThat(naming("favourite")).isEmpty();
        assertThat(naming("203.0.113.9")).isEmpty();
        assertThat(naming("198.18.77")).isEmpty();
        assertThat(naming(customer.id()))
                .containsExactlyInAnyOrder(
                        "customer", "\"order\"", "cart", "storelatch.account_state", "storelatch.audit_event");
        assertThat(jdbc.sql("""
                        select c.email || ' ' || c.has_account || ' ' || (c.deleted_at is not null)
                        from "order" o join customer c on c.id = o.customer_id where o.id = ?
                        """).param(order).query(String.class).single())
                .isEqualTo(customer.id() + "@erased.invalid false true");
        assertThat(erase(customer.id()).statusCode()).isEqualTo(404);
    }

    @Test
    void addressOfAnErasedCustomerCanRegisterAgain() {
        Customer customer = person();
        order(customer);
        erase(customer.id());

        Response registered = api.json(Api.credentials(customer.email(), "a quite new password"))
                .post("/store/customers");

        assertThat(registered.statusCode()).isEqualTo(200);
        assertThat(registered.<String>path("customer.id")).isNotEqualTo(customer.id());
        api.cookie(Api.sessionCookie(registered))
                .get("/store/customers/me/orders")
                .then()
                .body("count", equalTo(0));
    }

    @Test
    void guestsAndDeletedCustomersAreErased() {
        String guest = "cus_guest_" + UUID.randomUUID();
        String email = Api.newEmail();
        jdbc.sql("insert into customer (id, email, phone) values (?, ?, ?)")
                .params(guest, email, PHONE)
                .update();
        Customer deleted = person();
        jdbc.sql("update customer set deleted_at = '2020-01-01' where id = ?")
                .param(deleted.id())
                .update();

        assertThat(erase(guest).statusCode()).isEqualTo(200);
        assertThat(erase(deleted.id()).statusCode()).isEqualTo(200);

        assertThat(naming(email)).isEmpty();
        assertThat(naming(deleted.email())).isEmpty();
        assertThat(naming(PHONE)).isEmpty();
        assertThat(jdbc.sql("select extract(year from deleted_at)::int from customer where id = ?")
                        .param(deleted.id())
                        .query(Integer.class)
                        .single())
                .isEqualTo(2020);
    }

    @Test
    void unknownCustomersAreNotFound() {
        for (String id : List.of("cus_nope", "%C3%A9", "x".repeat(3000))) {
            erase(id)
                    .then()
                    .statusCode(404)
                    .body(
                            "message",
                            equalTo("Customer with id: %s was not found".formatted(id.replace("%C3%A9", "é"))));
        }
    }

    @Test
    void addressesOfOthersStay() {
        Customer customer = person();
        Customer stranger = person();
        jdbc.sql("update customer set billing_address_id = (select id from address where customer_id = ?) where id = ?")
                .params(stranger.id(), customer.id())
                .update();

        erase(customer.id());

        assertThat(api.cookie(stranger.cookie())
                        .get("/store/customers/me")
                        .<String>path("customer.shipping_addresses[0].address_1"))
                .isEqualTo("Private Lane 1");
        erase(stranger.id());
    }

    @Test
    void formerBillingAddressesGo() {
        Customer customer = api.register();
        bill(customer, Map.of("address_1", "Former Lane 1"));
        bill(customer, null);
        bill(customer, Map.of("address_1", "Former Lane 2"));
        addAddress(customer);
        bill(
                customer,
                jdbc.sql("select id from address where customer_id = ? and deleted_at is null")
                        .param(customer.id())
                        .query(String.class)
                        .single());

        api.cookie(customer.cookie())
                .get("/store/customers/me")
                .then()
                .body("customer.billing_address.address_1", equalTo("Private Lane 1"))
                .body("customer.shipping_addresses.address_1", equalTo(List.of("Private Lane 1")));
        erase(customer.id());

        assertThat(naming("Former Lane")).isEmpty();
        assertThat(naming("Private Lane 1")).isEmpty();
    }

    @Test
    void formerBillingAddressesOfOrdersAndCartsAreKept() {
        Customer customer = api.register();
        String order = GuestOrders.place(jdbc, Api.newEmail());
        bill(customer, Map.of("address_1", "Ordered Lane 1"));
        jdbc.sql(
                        "update \"order\" set billing_address_id = (select billing_address_id from customer c where c.id = ?) where id = ?")
                .params(customer.id(), order)
                .update();
        bill(customer, null);
        bill(customer, Map.of("address_1", "Carted Lane 2"));
        jdbc.sql("""
                insert into cart (id, region_id, billing_address_id)
                select ?, 'reg_eu', billing_address_id from customer where id = ?
                """).params("cart_of_" + order, customer.id()).update();
        bill(customer, null);

        assertThat(jdbc.sql("""
                        select count(*) from address
                        where address_1 in ('Ordered Lane 1', 'Carted Lane 2') and deleted_at is null and customer_id is null
                        """).query(Integer.class).single()).isEqualTo(2);
        jdbc.sql("delete from cart where id = ?").param("cart_of_" + order).update();
        jdbc.sql("delete from address where address_1 = 'Carted Lane 2'").update();
    }

    /** An address that arrives during the erasure would otherwise stay for good. */
    @Test
    void nothingIsAddedDuringAnErasure() {
        Customer customer = api.register();

        CompletableFuture<Integer> added = transaction.execute(status -> {
            jdbc.sql("select storelatch.erase_customer(?)")
                    .param(customer.id())
                    .query(Boolean.class)
                    .single();
            CompletableFuture<Integer> adding = CompletableFuture.supplyAsync(() -> addAddress(customer));
            awaitLockWait();
            return adding;
        });

        assertThat(added.join()).isEqualTo(404);
        assertThat(naming("Private Lane 1")).isEmpty();
    }

    @Test
    void dryRunOfTheCommandChangesNothing() {
        Customer customer = api.register();

        assertThat(command("--dry-run", "--customer-id=" + customer.id()))
                .isEqualTo("customer " + customer.id() + " would be erased" + System.lineSeparator());

        assertThat(api.cookieStatus(customer.cookie())).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--customer-id=",
                "--customer-id=cus_nope",
                "--customer-id=cus_nope --dry-run",
                "--user-id=usr_nope",
                "--user-id=usr_nope --dry-run",
                "--customer-id=cus_a --user-id=usr_a"
            })
    void commandNeedsOneAccount(String arguments) {
        assertThat(command(arguments.isEmpty() ? new String[0] : arguments.split(" ")))
                .startsWith("failed: ");
    }

    /** A customer with a name, a phone number, metadata, an address and a group. */
    private Customer person() {
        Customer customer = api.register();
        api.json(
                        Map.of("first_name", "Erasmus", "phone", PHONE, "metadata", Map.of("favourite", "blue")),
                        customer.cookie())
                .post("/store/customers/me")
                .then()
                .statusCode(200);
        assertThat(addAddress(customer)).isEqualTo(200);
        String group = "cgrp_" + UUID.randomUUID();
        jdbc.sql("insert into customer_group (id, name) values (?, ?)")
                .params(group, group)
                .update();
        jdbc.sql("insert into customer_group_customers values (?, ?)")
                .params(group, customer.id())
                .update();
        return customer;
    }

    /** Logs in from a network of its own, on a device of its own. */
    private void fromNetwork(Customer customer) {
        api.json(Api.credentials(customer.email(), customer.password()))
                .header("X-Forwarded-For", "198.18.77.77")
                .post("/store/auth")
                .then()
                .statusCode(200);
        assertThat(naming("198.18.77.0/24")).containsExactlyInAnyOrder("storelatch.session", "storelatch.audit_event");
        assertThat(naming("198.18.77.77")).isEmpty();
        assertThat(jdbc.sql("select count(*) from storelatch.known_device where account_id = ?")
                        .param(customer.id())
                        .query(Integer.class)
                        .single())
                .isPositive();
    }

    /** Changes the billing address to one of the address book, one that is sent, or none. */
    private void bill(Customer customer, @Nullable Object address) {
        Map<String, @Nullable Object> body = new HashMap<>();
        body.put("billing_address", address);
        api.json(body, customer.cookie()).post("/store/customers/me").then().statusCode(200);
    }

    private int addAddress(Customer customer) {
        return api.json(Map.of("address", ADDRESS), customer.cookie())
                .post("/store/customers/me/addresses")
                .statusCode();
    }

    /** Adds an order to an address of the customer's address book, and an open cart; returns the id of the order. */
    private String order(Customer customer) {
        String address = "addr_" + UUID.randomUUID();
        String order = GuestOrders.place(jdbc, Api.newEmail());
        jdbc.sql(
                        "insert into address (id, customer_id, first_name, address_1) values (?, ?, 'Erasmus', 'Order Lane 2')")
                .params(address, customer.id())
                .update();
        jdbc.sql("update \"order\" set customer_id = ?, email = ?, shipping_address_id = ? where id = ?")
                .params(customer.id(), customer.email(), address, order)
                .update();
        String cartAddress = "addr_" + UUID.randomUUID();
        jdbc.sql("insert into address (id, address_1, phone) values (?, 'Private Lane 1', ?)")
                .params(cartAddress, PHONE)
                .update();
        jdbc.sql("""
                insert into cart (id, region_id, customer_id, email, shipping_address_id, context)
                values (?, 'reg_eu', ?, ?, ?, '{"ip": "203.0.113.9"}')
                """)
                .params("cart_" + order, customer.id(), customer.email(), cartAddress)
                .update();
        return order;
    }

    private Response erase(String id) {
        return api.bearer(admin).delete("/admin/customers/" + id + "/personal-data");
    }

    /** Runs the command; returns its output, or its error. */
    private String command(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        String[] all = Stream.concat(
                        Stream.of(
                                "erase-account",
                                "--spring.datasource.url=" + database.getJdbcUrl(),
                                "--spring.datasource.username=" + database.getUsername()),
                        Stream.of(arguments))
                .toArray(String[]::new);
        int code = new CommandLine(all).run(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
        return code == 0 ? out.toString(UTF_8) : "failed: " + err.toString(UTF_8);
    }

    /** Returns the tables of both schemas with a row that has this text in any column, as text or as bytes. */
    private List<String> naming(String text) {
        String hex = HexFormat.of().formatHex(text.getBytes(UTF_8));
        return tables().stream()
                .filter(table -> jdbc.sql(
                                "select exists (select from %s t where strpos(t::text, :text) > 0 or strpos(t::text, :hex) > 0)"
                                        .formatted(table))
                        .param("text", text)
                        .param("hex", hex)
                        .query(Boolean.class)
                        .single())
                .map(table -> table.replaceFirst("^public\\.", ""))
                .toList();
    }

    private List<String> tables() {
        return jdbc.sql("""
                select format('%I.%I', schemaname, tablename) from pg_tables
                where schemaname in ('public', 'storelatch') order by 1
                """).query(String.class).list();
    }

    private void awaitLockWait() {
        await().until(() -> jdbc.sql("select exists (select from pg_locks where not granted)")
                .query(Boolean.class)
                .single());
    }
}
