package dev.storelatch.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

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
import org.springframework.test.context.TestPropertySource;

/** ASVS 6.2.3 and 7.5.1: a shop that requires the current password, so that a stolen session cannot take the account over. */
@ServerTest
@TestPropertySource(properties = "storelatch.password.require-current=true")
class RequiredCurrentPasswordTest {

    private static final String NEW_PASSWORD = "another password 4711";

    @Autowired
    Api api;

    @ParameterizedTest
    @ValueSource(strings = {"password", "email"})
    void credentialsChangeOnlyWithTheCurrentPassword(String property) {
        Customer customer = api.register();
        String value = property.equals("email") ? Api.newEmail() : NEW_PASSWORD;
        Customer changed = property.equals("email") ? customer.withEmail(value) : customer.withPassword(value);

        change(customer, Map.of(property, value))
                .then()
                .statusCode(400)
                .body("message", equalTo("current_password must be a string"));
        change(customer, Map.of(property, value, "current_password", "not the password"))
                .then()
                .statusCode(401);
        change(customer, Map.of(property, value, "current_password", NEW_PASSWORD))
                .then()
                .statusCode(401);
        Map<String, Object> withoutAValue = new HashMap<>();
        withoutAValue.put(property, value);
        for (Object notAPassword : new Object[] {null, "", 1, Map.of(), true}) {
            withoutAValue.put("current_password", notAPassword);
            assertThat(change(customer, withoutAValue).statusCode()).isIn(400, 401);
        }
        assertThat(api.login(changed).statusCode()).isEqualTo(401);
        assertThat(api.login(customer).statusCode()).isEqualTo(200);

        change(customer, Map.of(property, value, "current_password", customer.password()))
                .then()
                .statusCode(200);
        assertThat(api.login(changed).statusCode()).isEqualTo(200);
        assertThat(api.login(customer).statusCode()).isEqualTo(401);
    }

    @Test
    void otherPropertiesChangeWithoutThePassword() {
        Customer customer = api.register();

        change(customer, Map.of("first_name", "Ada"))
                .then()
                .statusCode(200)
                .body("customer.first_name", equalTo("Ada"));
    }

    private Response change(Customer customer, Map<String, ?> body) {
        return api.json(body, customer.cookie()).post("/store/customers/me");
    }
}
