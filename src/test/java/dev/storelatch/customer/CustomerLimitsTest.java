package dev.storelatch.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.ServerTest;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** No customer can store so much that reading it exhausts the server (CWE-770). */
@ServerTest
class CustomerLimitsTest {

    private static final String ME = "/store/customers/me";
    private static final String ADDRESSES = ME + "/addresses";

    @Autowired
    Api api;

    @Autowired
    JdbcClient jdbc;

    @Test
    void addressesAreLimitedInNumber() {
        Customer customer = api.register();
        for (int i = 0; i < 20; i++) {
            add(customer, address("Street " + i)).then().statusCode(200);
        }

        add(customer, address("One more"))
                .then()
                .statusCode(400)
                .body("message", equalTo("a customer must not have more than 20 addresses"));
        add(customer, address("Street 3")).then().statusCode(200).body("customer.shipping_addresses", hasSize(20));
        String id = me(customer).path("customer.shipping_addresses[0].id");
        api.cookie(customer.cookie()).delete(ADDRESSES + "/" + id).then().statusCode(200);
        add(customer, address("One more")).then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"first_name", "last_name", "phone"})
    void textsOfACustomerAreLimitedInLength(String property) {
        Customer customer = api.register();

        update(customer, Map.of(property, "x".repeat(10001)))
                .then()
                .statusCode(400)
                .body("message", equalTo(property + " must be shorter than or equal to 10000 characters"));
        update(customer, Map.of(property, "x".repeat(10000))).then().statusCode(200);
        api.json(Map.of(
                        "email",
                        "long-" + customer.email(),
                        "password",
                        "correct horse battery",
                        property,
                        "x".repeat(10001)))
                .post("/store/customers")
                .then()
                .statusCode(400)
                .body("message", equalTo(property + " must be shorter than or equal to 10000 characters"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"first_name", "company", "address_1", "city", "province", "postal_code"})
    void textsOfAnAddressAreLimitedInLength(String property) {
        Customer customer = api.register();
        Map<String, Object> tooLong = address("Street 1");
        tooLong.put(property, "x".repeat(256));
        String message = property + " must be shorter than or equal to 255 characters";

        add(customer, tooLong).then().statusCode(400).body("message", equalTo(message));
        update(customer, Map.of("billing_address", Map.of(property, "x".repeat(256))))
                .then()
                .statusCode(400)
                .body("message", equalTo(message));
        assertThat(me(customer).<Object>path("customer.shipping_addresses[0]")).isNull();
    }

    @Test
    void metadataOfCustomerAndAddressesIsLimitedTogether() {
        Customer customer = api.register();
        String message = "metadata of a customer and its addresses must not be larger than 16384 bytes";
        update(customer, Map.of("metadata", Map.of("a", "x".repeat(10_000))))
                .then()
                .statusCode(200);
        Map<String, Object> address = address("Street 1");
        address.put("metadata", Map.of("b", "x".repeat(10_000)));

        add(customer, address).then().statusCode(400).body("message", equalTo(message));
        update(customer, Map.of("metadata", Map.of("b", "x".repeat(10_000))))
                .then()
                .statusCode(400)
                .body("message", equalTo(message));
        assertThat(me(customer).<Map<String, Object>>path("customer.metadata")).containsOnlyKeys("a");
        update(customer, Map.of("metadata", Map.of("a", "", "b", "x".repeat(10_000))))
                .then()
                .statusCode(200);
    }

    @Test
    void excessOfMedusaIsReadableAndCanBeReduced() {
        Customer customer = api.register();
        jdbc.sql("""
                insert into address (id, customer_id, first_name, address_1, metadata)
                select 'addr_' || :customer || i, :customer, repeat('x', 99000), 'Street ' || i, '{}'
                from generate_series(1, 199) i
                """).param("customer", customer.id()).update();
        jdbc.sql("update customer set metadata = jsonb_build_object('a', repeat('x', 100000), 'b', 1) where id = ?")
                .param(customer.id())
                .update();

        Response me = me(customer);

        me.then().statusCode(200).body("customer.shipping_addresses.size()", equalTo(5));
        assertThat(me.asByteArray().length).isBetween(500_000, 1_000_000);
        add(customer, address("One more")).then().statusCode(400);
        update(customer, Map.of("metadata", Map.of("b", ""))).then().statusCode(200);
        String id = me.path("customer.shipping_addresses[0].id");
        api.cookie(customer.cookie())
                .delete(ADDRESSES + "/" + id)
                .then()
                .statusCode(200)
                .body("customer.shipping_addresses.size()", lessThanOrEqualTo(5));
    }

    @Test
    void deeplyNestedMetadataOfMedusaIsReadable() {
        Customer customer = api.register();
        String deep = "[".repeat(1_000) + "]".repeat(1_000);
        jdbc.sql("update customer set metadata = jsonb_build_object('a', ?::jsonb) where id = ?")
                .params(deep, customer.id())
                .update();

        assertThat(me(customer).then().statusCode(200).extract().asString()).contains(deep);
        update(customer, Map.of("first_name", "Ada")).then().statusCode(200);
        update(customer, Map.of("metadata", Map.of("b", 1))).then().statusCode(200);
    }

    private Response me(Customer customer) {
        return api.cookie(customer.cookie()).get(ME);
    }

    private Response add(Customer customer, Map<String, Object> address) {
        return api.cookie(customer.cookie())
                .contentType("application/json")
                .body(Map.of("address", address))
                .post(ADDRESSES);
    }

    private Response update(Customer customer, Map<String, ?> change) {
        return api.cookie(customer.cookie())
                .contentType("application/json")
                .body(change)
                .post(ME);
    }

    private static Map<String, Object> address(String street) {
        return new HashMap<>(Map.of(
                "first_name", "Ada",
                "last_name", "Lovelace",
                "phone", "1",
                "address_1", street,
                "address_2", "2",
                "city", "London",
                "province", "Middlesex",
                "country_code", "gb",
                "postal_code", "W1"));
    }
}
