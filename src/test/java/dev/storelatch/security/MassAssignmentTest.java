package dev.storelatch.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.storelatch.support.AdminApi;
import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.ServerTest;
import io.restassured.response.Response;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** ASVS 15.3.3, WSTG-INPV-20: a body sets no column that its route does not name. */
@ServerTest
class MassAssignmentTest {

    private static final String PASSWORD = "correct horse battery";

    @Autowired
    Api api;

    @Autowired
    AdminApi admins;

    @Autowired
    JdbcClient jdbc;

    private Customer customer;

    @BeforeEach
    void register() {
        customer = api.register();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"id\":\"cus_chosen\"",
                "\"has_account\":false",
                "\"password_hash\":\"$argon2id$v=19$m=19456,t=2,p=1$AAAA$AAAA\"",
                "\"groups\":[{\"id\":\"cgrp_vip\"}]",
                "\"created_at\":\"2000-01-01T00:00:00Z\"",
                "\"deleted_at\":\"2000-01-01T00:00:00Z\"",
                "\"billing_address_id\":\"addr_of_somebody\"",
                "\"orders\":[]",
                "\"role\":\"admin\"",
                "\"email_verified\":true",
                "\"locked_until\":null",
                "\"customer\":{\"id\":\"x\"}",
                "\"constructor\":{\"prototype\":{\"has_account\":false}}"
            })
    void customerSetsNoOtherProperty(String property) {
        String name = property.substring(1, property.indexOf('"', 1));
        Map<String, Object> before = row();
        String message = "property " + name + " should not exist";

        api.json("{\"email\":\"%s\",\"password\":\"%s\",%s}".formatted(Api.newEmail(), PASSWORD, property))
                .post("/store/customers")
                .then()
                .statusCode(400)
                .body("message", equalTo(message));
        Response change = api.json("{\"first_name\":\"X\",%s}".formatted(property), customer.cookie())
                .post("/store/customers/me");

        // A billing address is an id, which must be one of the customer's own.
        assertThat(change.statusCode()).isIn(400, 404);
        assertThat(row()).isEqualTo(before);
        assertThat(api.cookieStatus(customer.cookie())).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "customer_id", "created_at", "deleted_at"})
    void addressHasNoOtherProperty(String name) {
        api.json("{\"address\":{\"first_name\":\"Ada\",\"%s\":\"cus_other\"}}".formatted(name), customer.cookie())
                .post("/store/customers/me/addresses");

        assertThat(jdbc.sql("select count(*) from address where id = 'cus_other' or customer_id = 'cus_other'"
                                + " or customer_id = :id")
                        .param("id", customer.id())
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "password_hash", "created_at", "deleted_at", "admin"})
    void userHasNoOtherProperty(String name) {
        String token = admins.token(admins.add());
        AdminApi.User other = admins.add("member");

        for (String path : new String[] {"/admin/users", "/admin/users/" + other.id()}) {
            String email = path.endsWith("/users")
                    ? "\"email\":\"%s\",\"password\":\"%s\",".formatted(Api.newEmail(), PASSWORD)
                    : "";
            api.bearer(token)
                    .contentType("application/json")
                    .body("{%s\"%s\":\"chosen\"}".formatted(email, name))
                    .post(path)
                    .then()
                    .statusCode(400)
                    .body("message", equalTo("property " + name + " should not exist"));
        }
    }

    /** An invited user has the role of the invite. */
    @Test
    void acceptedInviteHasNoOtherRole() {
        String token = admins.token(admins.add());
        String email = Api.newEmail();
        api.bearer(token)
                .contentType("application/json")
                .body(Map.of("user", email, "role", "member"))
                .post("/admin/invites")
                .then()
                .statusCode(200);
        String invite = api.bearer(token)
                .get("/admin/invites")
                .path("invites.find { it.user_email == '%s' }.token".formatted(email));

        api.json(Map.of("token", invite, "role", "admin", "user", Map.of("password", PASSWORD, "role", "admin")))
                .post("/admin/invites/accept");
        api.json(Map.of("token", invite, "user", Map.of("password", PASSWORD))).post("/admin/invites/accept");

        assertThat(jdbc.sql("select role::text from \"user\" where email = ?")
                        .param(email)
                        .query(String.class)
                        .single())
                .isEqualTo("member");
    }

    /** The keys of metadata are data; those that JavaScript treats specially change nothing else. */
    @Test
    void metadataChangesNoOtherColumn() {
        Map<String, Object> before = row();

        api.json(
                        "{\"metadata\":{\"__proto__\":{\"has_account\":false},\"constructor\":1,\"has_account\":false,"
                                + "\"id\":\"x\"}}",
                        customer.cookie())
                .post("/store/customers/me")
                .then()
                .statusCode(200)
                .body("customer.id", equalTo(customer.id()))
                .body("customer.has_account", equalTo(true));

        before.remove("metadata");
        before.remove("updated_at");
        assertThat(row()).containsAllEntriesOf(before);
    }

    private Map<String, Object> row() {
        return jdbc.sql("select * from customer where id = ?")
                .param(customer.id())
                .query()
                .singleRow();
    }
}
