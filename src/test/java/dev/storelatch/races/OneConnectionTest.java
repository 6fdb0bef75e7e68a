package dev.storelatch.races;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.ConcurrentCalls;
import dev.storelatch.support.ServerTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** Concurrent requests of every kind with a pool of one connection: none waits for a second one. */
@ServerTest
@TestPropertySource(properties = "spring.datasource.hikari.maximum-pool-size=1")
@Tag("races")
class OneConnectionTest {

    @Autowired
    Api api;

    @Test
    void poolOfOneConnectionServesManyCustomers() throws Exception {
        ConcurrentCalls.run(12, thread -> {
            requestsOfEveryKind();
            return thread;
        });
    }

    private void requestsOfEveryKind() {
        Customer customer = api.register();
        Map<String, String> credentials = Api.credentials(customer.email(), customer.password());
        Response login = ok(api.login(customer, customer.cookie()));
        String cookie = Api.sessionCookie(login);
        String token = ok(api.json(credentials).post("/store/auth/token")).path("access_token");
        ok(api.bearer(token).get("/store/customers/me"));
        for (String path : List.of("", "/orders", "/sessions", "/payment-methods")) {
            ok(api.cookie(cookie).get("/store/customers/me" + path));
        }
        String other = Api.sessionCookie(ok(api.login(customer)));
        ok(api.cookie(cookie).delete("/store/customers/me/sessions"));
        assertThat(api.cookie(other).get("/store/auth").statusCode()).isEqualTo(401);
        ok(api.json(Map.of("password", "a quite new password", "current_password", customer.password()), cookie)
                .post("/store/customers/me"));
        ok(api.cookie(cookie).get("/store/auth"));
        ok(api.cookie(cookie).delete("/store/auth"));
    }

    private static Response ok(Response response) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return response;
    }
}
