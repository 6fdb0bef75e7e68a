package dev.storelatch.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.storelatch.support.AdminApi;
import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.ConcurrentCalls;
import dev.storelatch.support.ServerTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Administrators list, see, create and change customers. */
@ServerTest
class AdminCustomersTest {

    private static final String CUSTOMERS = "/admin/customers";
    private static final String PASSWORD = "correct horse battery";

    @Autowired
    Api api;

    @Autowired
    AdminApi admins;

    @Autowired
    JdbcClient jdbc;

    private String token = "";

    /** A text in the addresses of one test's customers alone. */
    private final String mark = "m" + UUID.randomUUID().toString().substring(0, 8);

    @BeforeEach
    void logIn() {
        token = admins.token(admins.add("member"));
    }

    @Test
    void customersAreListedByAddressGuestsBeforeAccounts() {
        String account = insert("b", true, "Ann", "Lee");
        String guest = insert("b", false, null, null);
        String first = insert("a", true, null, null);
        jdbc.sql("update customer set deleted_at = now() where id = :id")
                .param("id", insert("c", true, null, null))
                .update();

        Response list = get("?q=" + mark);

        list.then().statusCode(200);
        assertThat(list.<List<String>>path("customers.id")).containsExactly(first, guest, account);
        assertThat(list.<Map<String, ?>>path("$").keySet()).containsExactly("customers", "count", "offset", "limit");
        assertThat(list.<Map<String, ?>>path("customers[0]").keySet()).containsExactlyElementsOf(Api.customerKeys());
        list.then().body("count", equalTo(3)).body("offset", equalTo(0)).body("limit", equalTo(50));
        assertThat(get("?order=-email&limit=2&q=" + mark).<List<String>>path("customers.id"))
                .containsExactly(account, guest);
        get("?limit=1&offset=1&q=" + mark)
                .then()
                .body("customers.id", equalTo(List.of(guest)))
                .body("count", equalTo(3))
                .body("limit", equalTo(1))
                .body("offset", equalTo(1));
        get("?offset=7&q=" + mark).then().body("customers", hasSize(0)).body("count", equalTo(3));
    }

    @ParameterizedTest
    @CsvSource({
        "%1$s-x, 1", // an address
        "%1$S-X, 1", // without regard to case
        "irst%1$s, 1", // a part of a first name
        "AST%1$s, 1",
        "x@exam%%%1$s, 0", // % is a wildcard, and the order counts
        "%1$s%%com, 1",
        "fi_st%1$s, 1", // _ is one, too
        "%1$s\\, 0",
        "%1$s%%%%%%%%, 1",
        "%1$s'\", 0"
    })
    void searchFindsAPartOfAddressOrName(String text, int found) {
        insert("x", true, "First" + mark, "Last" + mark);

        get("?q=" + encoded(text.formatted(mark))).then().statusCode(200).body("count", equalTo(found));
    }

    @Test
    void listsAreFiltered() {
        String account = insert("a", true, null, null);
        String guest = insert("g", false, null, null);
        String group = insertGroup("vip " + mark);
        String other = insertGroup("other " + mark);
        join(account, group);
        join(account, other);
        jdbc.sql("update customer set created_at = '2020-01-01', updated_at = '2021-01-01' where id = :id")
                .param("id", guest)
                .update();

        assertThat(ids("&has_account=true")).containsExactly(account);
        assertThat(ids("&has_account=false")).containsExactly(guest);
        assertThat(ids("&has_account=whatever")).containsExactly(account, guest);
        assertThat(ids("&groups[]=" + group)).containsExactly(account);
        assertThat(ids("&groups[0]=" + group + "&groups[1]=unknown")).containsExactly(account);
        assertThat(ids("&groups=" + group)).containsExactly(account);
        assertThat(ids("&groups[]=unknown")).isEmpty();
        assertThat(ids("&groups=")).containsExactly(account, guest);
        assertThat(ids("&created_at[lt]=2020-06-01")).containsExactly(guest);
        assertThat(ids("&created_at[gte]=2020-01-01T00:00:00Z&updated_at[lte]=2021-01-01T00:00:00Z"))
                .containsExactly(guest);
        assertThat(ids("&created_at[gt]=2020-01-01T00:00:00Z")).containsExactly(account);
        assertThat(ids("&order=created_at")).containsExactly(guest, account);
        get("?groups[]=" + group + "&q=" + mark).then().body("customers[0].groups.id", equalTo(List.of(group)));
    }

    @ParameterizedTest
    @CsvSource({
        "foo=1&email=a, 'property foo should not exist, property email should not exist'",
        "limit=abc, limit must be a number conforming to the specified constraints",
        "limit=-1, limit must not be less than 0",
        "offset=-1, offset must not be less than 0",
        "offset=100001, offset must not be greater than 100000",
        "q[]=a, q must be a string",
        "q=a%00b, q must not contain NUL characters",
        "order=bogus, order: field bogus does not exist",
        "order=-, order: field  does not exist",
        "order=password_hash, order: field password_hash does not exist",
        "order=email;drop, order: field email;drop does not exist",
        "order[]=email, order must be a string",
        "expand=bogus, relation bogus does not exist",
        "'expand=orders,orders.items', relation orders.items does not exist",
        "expand[]=orders, expand must be a string",
        "fields[]=id, fields must be a string",
        "groups[a]=1, each value in groups must be a string",
        "groups[]=%00, groups must not contain NUL characters",
        "created_at=2020, nested property created_at must be either object or array",
        "created_at[gt]=x, gt must be a Date instance",
        "updated_at[eq]=2020, property eq should not exist"
    })
    void invalidParametersOfTheListAreRefused(String query, String message) {
        get("?" + query)
                .then()
                .statusCode(400)
                .body("type", equalTo("invalid_data"))
                .body("message", equalTo(message));
    }

    @Test
    void longTextsAndManyGroupsAreRefused() {
        get("?q=" + "x".repeat(256)).then().statusCode(200);
        get("?q=" + "x".repeat(257))
                .then()
                .statusCode(400)
                .body("message", equalTo("q must be shorter than or equal to 256 characters"));
        get("?" + "groups=x&".repeat(101))
                .then()
                .statusCode(400)
                .body("message", equalTo("groups must contain no more than 100 elements"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=100", "limit=1e9"})
    void listsHaveAtMostAHundredCustomers(String limit) {
        get("?" + limit).then().statusCode(200).body("limit", equalTo(100));
    }

    @Test
    void oneCustomerIsShownWithOrdersAndAddresses() {
        Customer customer = api.register();
        api.json(Map.of("address", address()), customer.cookie()).post("/store/customers/me/addresses");

        Response shown = get("/" + customer.id());

        shown.then().statusCode(200).body("customer.shipping_addresses", hasSize(1));
        assertThat(shown.<Map<String, ?>>path("customer").keySet())
                .containsExactlyElementsOf(Api.customerKeys("orders", "shipping_addresses"));
        assertThat(get("/" + customer.id() + "?expand=groups,billing_address&fields=id")
                        .<Map<String, ?>>path("customer")
                        .keySet())
                .containsExactlyElementsOf(Api.customerKeys("billing_address", "groups"));
        assertThat(get("/" + customer.id() + "?expand=")
                        .<Map<String, ?>>path("customer")
                        .keySet())
                .containsExactlyElementsOf(Api.customerKeys());
        get("/" + customer.id() + "?expand=bogus").then().statusCode(400);
        get("/" + customer.id() + "?limit=1").then().statusCode(400);
        get("/cus_nope").then().statusCode(404).body("message", equalTo("Customer with id: cus_nope was not found"));
    }

    @Test
    void anAccountIsCreatedThatCanLogIn() {
        String email = Api.newEmail();
        Map<String, Object> body = creation(email.toUpperCase(Locale.ROOT), PASSWORD);
        body.put("metadata", Map.of("a", "b"));
        body.put("phone", "+1");

        Response created = post("", body);

        created.then().statusCode(201).body("customer.email", equalTo(email));
        assertThat(created.<Map<String, ?>>path("customer").keySet())
                .containsExactly(
                        "email",
                        "first_name",
                        "last_name",
                        "password_hash",
                        "phone",
                        "has_account",
                        "metadata",
                        "id",
                        "deleted_at",
                        "billing_address_id",
                        "created_at",
                        "updated_at");
        api.login(email, PASSWORD).then().statusCode(200).body("customer.metadata.a", equalTo("b"));
        post("", creation(email, PASSWORD))
                .then()
                .statusCode(422)
                .body("message", equalTo("A customer with the given email already has an account. Log in instead"));
    }

    @Test
    void anEmptyPasswordCreatesAGuest() {
        String email = Api.newEmail();

        Response created = post("", creation(email, ""));

        created.then().statusCode(201).body("customer.has_account", equalTo(false));
        assertThat(created.<Map<String, ?>>path("customer").keySet())
                .containsExactly(
                        "email",
                        "first_name",
                        "last_name",
                        "id",
                        "deleted_at",
                        "billing_address_id",
                        "password_hash",
                        "phone",
                        "metadata",
                        "created_at",
                        "updated_at",
                        "has_account");
        post("", creation(email, ""))
                .then()
                .statusCode(422)
                .body("message", equalTo("Guest customer with email already exists"));
        api.login(email, "").then().statusCode(400);
        post("", creation(email, PASSWORD)).then().statusCode(201);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | email must be an email, first_name must be a string, last_name must be a string, password must be a string",
                "[] | an unknown value was passed to the validate function",
                "{\"email\":\"a@example.com\",\"first_name\":\"a\",\"last_name\":\"b\",\"password\":\"short\"} | password must be longer than or equal to 8 characters",
                "{\"email\":\"long-enough@example.com\",\"first_name\":\"a\",\"last_name\":\"b\",\"password\":\"long-enough@example.com\"} | password must not be the email",
                "{\"email\":\"a\",\"first_name\":1,\"last_name\":null,\"password\":[],\"phone\":1,\"metadata\":[]} | email must be an email, first_name must be a string, last_name must be a string, password must be a string, phone must be a string, metadata must be an object",
                "{\"email\":\"a@example.com\",\"first_name\":\"\\u0000\",\"last_name\":\"b\",\"password\":\"\",\"groups\":[]} | property groups should not exist, first_name must not contain NUL characters",
                "{\"email\":\"a@example.com\",\"first_name\":\"a\",\"last_name\":\"b\",\"password\":\"\",\"metadata\":{\"a\":\"\\u0000\"}} | metadata must not contain NUL characters"
            })
    void invalidCreationsAreRefused(String body, String message) {
        json(body).post(CUSTOMERS).then().statusCode(400).body("message", equalTo(message));
    }

    @Test
    void aCreationObeysTheLimitsOfACustomer() {
        Map<String, Object> body = creation(Api.newEmail(), "");
        body.put("phone", "x".repeat(10_001));
        post("", body).then().statusCode(400);
        body.put("phone", "1");
        body.put("metadata", Map.of("a", "x".repeat(17_000)));
        post("", body)
                .then()
                .statusCode(400)
                .body(
                        "message",
                        equalTo("metadata of a customer and its addresses must not be larger than 16384 bytes"));
        body.put("metadata", Map.of("a", "x".repeat(16_000)));
        post("", body).then().statusCode(201);
    }

    @Test
    void ofCreationsAtOnceOneSucceeds() throws Exception {
        Map<String, Object> body = creation(Api.newEmail(), PASSWORD);

        assertThat(ConcurrentCalls.run(3, thread -> post("", body).statusCode()))
                .containsOnlyOnce(201)
                .containsOnly(201, 422);
    }

    @Test
    void profileAndMetadataAreChanged() {
        Customer customer = api.register();

        post("/" + customer.id(), Map.of("first_name", "New", "phone", "+9", "metadata", Map.of("a", 1, "b", 2)))
                .then()
                .statusCode(200)
                .body("customer.first_name", equalTo("New"))
                .body("customer.orders", hasSize(0));
        Response merged =
                post("/" + customer.id() + "?expand=groups", "{\"first_name\":null,\"metadata\":{\"a\":\"\",\"c\":3}}");

        merged.then()
                .body("customer.first_name", nullValue())
                .body("customer.metadata", equalTo(Map.of("b", 2, "c", 3)))
                .body("customer.groups", hasSize(0));
        assertThat(api.cookieStatus(customer.cookie())).isEqualTo(200);
        post("/cus_nope", Map.of("first_name", "x")).then().statusCode(404);
    }

    @Test
    void aNewPasswordEndsAllLogins() {
        Customer customer = api.register();
        String storeToken = api.token(customer);

        post("/" + customer.id(), Map.of("password", "short"))
                .then()
                .statusCode(400)
                .body("message", equalTo("password must be longer than or equal to 8 characters"));
        post("/" + customer.id(), Map.of("password", "")).then().statusCode(200);
        assertThat(api.cookieStatus(customer.cookie())).isEqualTo(200);
        post("/" + customer.id(), Map.of("password", PASSWORD)).then().statusCode(200);

        assertThat(api.cookieStatus(customer.cookie())).isEqualTo(401);
        assertThat(api.tokenStatus(storeToken)).isEqualTo(401);
        api.login(customer.email(), PASSWORD).then().statusCode(200);
        assertThat(get("").statusCode()).isEqualTo(200);
    }

    @Test
    void theAddressOfAGuestAloneIsChanged() {
        Customer customer = api.register();
        String guest = insert("g", false, null, null);
        String other = insert("o", false, null, null);
        String email = get("/" + guest).path("customer.email");
        String taken = get("/" + other).path("customer.email");

        post("/" + customer.id(), Map.of("email", customer.email()))
                .then()
                .statusCode(400)
                .body("message", equalTo("Email cannot be changed when the user has registered their account"));
        post("/" + guest, Map.of("email", email)).then().statusCode(200);
        post("/" + guest, Map.of("email", "New-" + email))
                .then()
                .statusCode(200)
                .body("customer.email", equalTo("new-" + email));
        post("/" + guest, Map.of("email", taken, "first_name", "Lost"))
                .then()
                .statusCode(422)
                .body("message", equalTo("Customer with email, has_account " + taken + ", f already exists."));
        get("/" + guest).then().body("customer.first_name", nullValue());
    }

    @Test
    void groupsAreReplaced() {
        Customer customer = api.register();
        String first = insertGroup("first " + mark);
        String second = insertGroup("second " + mark);
        String updatedAt = get("/" + customer.id()).path("customer.updated_at");

        assertThat(groups(customer, List.of(first, first))).containsExactly(first);
        assertThat(groups(customer, List.of(second, first))).containsExactlyInAnyOrder(first, second);
        assertThat(groups(customer, List.of(second))).containsExactly(second);
        get("/" + customer.id()).then().body("customer.updated_at", equalTo(updatedAt));
        post(
                        "/" + customer.id() + "?expand=groups",
                        "{\"first_name\":\"x\",\"groups\":[{\"id\":\"" + first + "\"},{\"id\":\"no\"}]}")
                .then()
                .statusCode(404)
                .body("message", equalTo("Customer_group with customer_group_id no does not exist."));
        get("/" + customer.id() + "?expand=groups")
                .then()
                .body("customer.groups.id", equalTo(List.of(second)))
                .body("customer.first_name", nullValue());
        assertThat(groups(customer, List.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"groups\":[{\"id\":5}]} | id must be a string",
                "{\"groups\":[\"x\"]} | each value in nested property groups must be either object or array",
                "{\"groups\":\"x\"} | groups must be an array",
                "{\"groups\":{\"id\":\"x\"}} | groups must be an array",
                "{\"groups\":[{\"id\":\"x\",\"name\":1}]} | property name should not exist",
                "{\"groups\":[{\"id\":\"\\u0000\"}]} | groups must not contain NUL characters, id must not contain NUL characters",
                "{\"billing_address\":{},\"current_password\":\"x\"} | property billing_address should not exist, property current_password should not exist",
                "{\"email\":\"x\",\"first_name\":1,\"last_name\":{},\"password\":5,\"phone\":true,\"metadata\":\"x\"} | email must be an email, first_name must be a string, last_name must be a string, password must be a string, phone must be a string, metadata must be an object",
                "5 | The request's body is not valid JSON"
            })
    void invalidChangesAreRefused(String body, String message) {
        Customer customer = api.register();

        json(body).post(CUSTOMERS + "/" + customer.id()).then().statusCode(400).body("message", equalTo(message));
    }

    @Test
    void customersAreNotForCustomers() {
        Customer customer = api.register();

        api.cookie(customer.cookie()).get(CUSTOMERS).then().statusCode(401);
        api.bearer(api.token(customer))
                .get(CUSTOMERS + "/" + customer.id())
                .then()
                .statusCode(401);
        api.request().get(CUSTOMERS).then().statusCode(401);
        api.bearer(token).delete(CUSTOMERS + "/" + customer.id()).then().statusCode(404);
    }

    private Response get(String query) {
        Response response = api.bearer(token).get(CUSTOMERS + query);
        assertThat(response.asString()).doesNotContain("\"password_hash\"");
        return response;
    }

    private Response post(String path, Object body) {
        Response response = json(body).post(CUSTOMERS + path);
        assertThat(response.asString().replace("\"password_hash\":null", "")).doesNotContain("\"password_hash\"");
        return response;
    }

    private RequestSpecification json(Object body) {
        return api.bearer(token).contentType(ContentType.JSON).body(body);
    }

    private List<String> ids(String query) {
        Response response = get("?q=" + mark + query);
        response.then().statusCode(200);
        return response.path("customers.id");
    }

    private List<String> groups(Customer customer, List<String> ids) {
        List<Map<String, String>> groups =
                ids.stream().map(id -> Map.of("id", id)).toList();
        Response response = post("/" + customer.id() + "?expand=groups", Map.of("groups", groups));
        response.then().statusCode(200);
        return response.path("customer.groups.id");
    }

    private String insert(String name, boolean hasAccount, @Nullable String firstName, @Nullable String lastName) {
        String id = "cus_" + UUID.randomUUID();
        jdbc.sql("""
                insert into customer (id, email, first_name, last_name, has_account)
                values (:id, :email, :first, :last, :account)
                """)
                .param("id", id)
                .param("email", mark + "-" + name + "@example.com")
                .param("first", firstName)
                .param("last", lastName)
                .param("account", hasAccount)
                .update();
        return id;
    }

    private String insertGroup(String name) {
        String id = "cgrp_" + UUID.randomUUID();
        jdbc.sql("insert into customer_group (id, name) values (:id, :name)")
                .param("id", id)
                .param("name", name)
                .update();
        return id;
    }

    private void join(String customer, String group) {
        jdbc.sql("insert into customer_group_customers (customer_id, customer_group_id) values (:customer, :group)")
                .param("customer", customer)
                .param("group", group)
                .update();
    }

    private static Map<String, Object> creation(String email, String password) {
        return new HashMap<>(Map.of("email", email, "first_name", "Ann", "last_name", "Lee", "password", password));
    }

    private static Map<String, String> address() {
        return Map.of(
                "first_name", "A",
                "last_name", "B",
                "address_1", "Street 1",
                "city", "Town",
                "country_code", "dk",
                "postal_code", "1");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
