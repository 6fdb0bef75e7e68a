package dev.storelatch.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.ConcurrentCalls;
import dev.storelatch.support.ServerTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Registration of customers, and changes of what they registered with. */
@ServerTest
class RegistrationTest {

    private static final String TAKEN = "A customer with the given email already has an account. Log in instead";

    @Autowired
    Api api;

    @Autowired
    JdbcClient jdbc;

    @Test
    void registrationLogsIn() {
        String email = Api.newEmail();

        Response response = api.json(Map.of(
                        "email",
                        email.toUpperCase(Locale.ROOT),
                        "password",
                        "correct horse",
                        "first_name",
                        "<b>Zoë</b> 😀"))
                .post("/store/customers");

        response.then()
                .statusCode(200)
                .body("customer.id", matchesPattern("cus_[0-9A-Z]{26}"))
                .body("customer.email", equalTo(email))
                .body("customer.first_name", equalTo("<b>Zoë</b> 😀"))
                .body("customer.created_at", matchesPattern("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z"));
        assertThat(response.jsonPath().<String, Object>getMap("customer").keySet())
                .containsExactlyElementsOf(Api.customerKeys("billing_address", "shipping_addresses"));
        api.cookie(Api.sessionCookie(response))
                .get("/store/customers/me")
                .then()
                .body("customer.email", equalTo(email));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | email must be an email, password must be a string",
                "{\"email\":\"a@example.com\"} | password must be a string",
                "{\"email\":\"a@example.com\",\"password\":123} | password must be a string",
                "{\"email\":\" a@example.com \",\"password\":\"correct horse\"} | email must be an email",
                "{\"email\":\"a@example.com\",\"password\":\"correct horse\",\"metadata\":{}} | property metadata should not exist",
                "{\"phone\":[],\"last_name\":{},\"first_name\":1,\"email\":\"a@example.com\",\"password\":\"x\"}"
                        + " | first_name must be a string, last_name must be a string, phone must be a string",
                "{\"email\":\"a@example.com\",\"password\":\"\"} | password must be longer than or equal to 8 characters",
                "{\"email\":\"a@example.com\",\"password\":\"1234567\"} | password must be longer than or equal to 8 characters",
                "{\"email\":\"a@example.com\",\"password\":\"Password1\"} | password is too common",
                "{\"email\":\"long.name@example.com\",\"password\":\"Long.Name@example.com\"} | password must not be the email"
            })
    void malformedRegistrationIsRefused(String body, String message) {
        api.json(body)
                .post("/store/customers")
                .then()
                .statusCode(400)
                .body("type", equalTo("invalid_data"))
                .body("message", equalTo(message));
    }

    @Test
    void addressOfAnAccountIsRefusedWhateverItsCase() {
        Customer customer = api.register();

        api.json(Map.of("email", customer.email().toUpperCase(Locale.ROOT), "password", "correct horse"))
                .post("/store/customers")
                .then()
                .statusCode(422)
                .body(equalTo("{\"code\":\"invalid_request_error\",\"type\":\"duplicate_error\",\"message\":\"" + TAKEN
                        + "\"}"));
    }

    /** Medusa stores a changed address as typed, so a row may have capital letters. */
    @Test
    void currentPasswordIsCheckedWhateverTheCaseOfTheStoredAddress() {
        Customer customer = api.register();
        jdbc.sql("update customer set email = upper(email) where id = ?")
                .param(customer.id())
                .update();

        for (var attempt : Map.of(customer.password(), 200, "wrong", 401).entrySet()) {
            api.json(Map.of("first_name", "X", "current_password", attempt.getKey()), customer.cookie())
                    .post("/store/customers/me")
                    .then()
                    .statusCode(attempt.getValue());
        }
    }

    @Test
    void registrationKeepsTheGuestWithTheSameAddress() {
        String email = Api.newEmail();
        jdbc.sql("insert into customer (id, email, has_account) values (?, ?, false)")
                .params(List.of("cus_guest" + UUID.randomUUID(), email))
                .update();

        api.json(Map.of("email", email, "password", "correct horse"))
                .post("/store/customers")
                .then()
                .statusCode(200);

        assertThat(rows(email)).isEqualTo(2);
    }

    /** ASVS 2.3.4: one of them gets the account and is logged in. */
    @Test
    @Tag("races")
    void twentyConcurrentRegistrationsMakeOneAccount() throws Exception {
        String email = Api.newEmail();

        List<Integer> statuses = ConcurrentCalls.run(
                20,
                thread -> api.json(Map.of("email", email, "password", "correct horse"))
                        .post("/store/customers")
                        .statusCode());

        assertThat(statuses).containsOnly(200, 422).containsOnlyOnce(200);
        assertThat(rows(email)).isEqualTo(1);
        assertThat(jdbc.sql("""
                                select count(*) from storelatch.session_attributes a
                                join customer c on c.id = convert_from(a.attribute_bytes, 'UTF8') where c.email = ?
                                """).param(email).query(Long.class).single()).isEqualTo(1);
    }

    @Test
    @Tag("races")
    void concurrentChangesOfMetadataKeepEachOthersKeys() throws Exception {
        Customer customer = api.register();

        List<Integer> statuses = ConcurrentCalls.run(
                12,
                thread -> api.json("{\"metadata\":{\"key%d\":%d}}".formatted(thread, thread), customer.cookie())
                        .post("/store/customers/me")
                        .statusCode());

        assertThat(statuses).containsOnly(200);
        Map<String, Object> metadata =
                api.cookie(customer.cookie()).get("/store/customers/me").path("customer.metadata");
        assertThat(metadata).hasSize(12);
    }

    private long rows(String email) {
        return jdbc.sql("select count(*) from customer where email = ? and deleted_at is null")
                .param(email)
                .query(Long.class)
                .single();
    }
}
