package dev.storelatch.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.ServerTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Customers download their data and delete their account; both ask for the password. */
@ServerTest
class OwnDataTest {

    private static final String PATH = "/store/customers/me/personal-data";

    @Autowired
    Api api;

    @Autowired
    JdbcClient jdbc;

    @Test
    void theDownloadHasAllPartsAndIsRecorded() {
        Customer customer = api.register();
        api.json(Map.of("first_name", "Ada"), customer.cookie()).post("/store/customers/me");

        Response data = api.json(password(customer), customer.cookie()).post(PATH);

        data.then().statusCode(200).header("Cache-Control", equalTo("private, no-store"));
        assertThat(data.jsonPath().getMap("$").keySet())
                .containsExactly(
                        "customer", "orders", "sessions", "security_events", "factors", "identities", "passkeys");
        assertThat((Object) data.path("customer.id")).isEqualTo(customer.id());
        assertThat((Object) data.path("customer.first_name")).isEqualTo("Ada");
        assertThat(data.<List<Boolean>>path("sessions.current")).containsExactly(true);
        assertThat(data.<List<String>>path("security_events.event")).contains("user_created");
        assertThat(data.asString()).doesNotContain("password_hash");
        assertThat(events(customer)).contains("user_data_exported");
    }

    @Test
    void aDeletedAccountIsErasedAndNobodyElse() {
        Customer customer = api.register();
        Customer other = api.register();
        String token = api.token(customer);

        api.json(password(customer), customer.cookie())
                .delete(PATH)
                .then()
                .statusCode(200)
                .body("id", equalTo(customer.id()))
                .body("object", equalTo("customer"))
                .body("deleted", equalTo(true));

        assertThat(api.cookieStatus(customer.cookie())).isEqualTo(401);
        assertThat(api.tokenStatus(token)).isEqualTo(401);
        assertThat(api.login(customer).statusCode()).isEqualTo(401);
        assertThat(jdbc.sql("select count(*) from customer t where t::text like :email")
                        .param("email", "%" + customer.email() + "%")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(api.cookieStatus(other.cookie())).isEqualTo(200);
        assertThat(events(customer)).contains("user_deleted");
    }

    @Test
    void withoutThePasswordNothingIsReadOrDeleted() {
        Customer customer = api.register();
        for (String method : List.of("POST", "DELETE")) {
            assertThat(api.request().request(method, PATH).statusCode()).isEqualTo(401);
            assertThat(api.cookie(customer.cookie()).request(method, PATH).statusCode())
                    .isEqualTo(400);
            api.json(Map.of("current_password", "not it"), customer.cookie())
                    .request(method, PATH)
                    .then()
                    .statusCode(401);
            api.json(Map.of("current_password", 1, "x", 2), customer.cookie())
                    .request(method, PATH)
                    .then()
                    .statusCode(400);
        }
        assertThat(api.cookieStatus(customer.cookie())).isEqualTo(200);
        assertThat(events(customer)).contains("authn_login_fail").doesNotContain("user_data_exported", "user_deleted");
    }

    private static Map<String, String> password(Customer customer) {
        return Map.of("current_password", customer.password());
    }

    private List<String> events(Customer customer) {
        return jdbc.sql("select event from storelatch.audit_event where account_id = :id")
                .param("id", customer.id())
                .query(String.class)
                .list();
    }
}
