package dev.storelatch.races;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.ServerTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** No request holds one connection while it waits for a second: a pool of one serves them all. */
@ServerTest
@TestPropertySource(properties = "spring.datasource.hikari.maximum-pool-size=1")
@Tag("races")
class OneConnectionTest {

    @Autowired
    Api api;

    @Test
    void aPoolOfOneServesManyCustomersAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            List<Future<?>> running = IntStream.range(0, 12)
                    .<Future<?>>mapToObj(i -> threads.submit(this::everything))
                    .toList();
            for (Future<?> customer : running) {
                customer.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void everything() {
        Customer customer = api.register();
        Map<String, String> credentials = Map.of("email", customer.email(), "password", customer.password());
        Response login = ok(api.json(credentials, customer.cookie()).post("/store/auth"));
        String cookie = Api.sessionCookie(login);
        String token = ok(api.json(credentials).post("/store/auth/token")).path("access_token");
        ok(api.bearer(token).get("/store/customers/me"));
        for (String path : List.of("", "/orders", "/sessions", "/payment-methods")) {
            ok(api.cookie(cookie).get("/store/customers/me" + path));
        }
        String other = Api.sessionCookie(ok(api.json(credentials).post("/store/auth")));
        ok(api.cookie(cookie).delete("/store/customers/me/sessions"));
        assertThat(api.cookie(other).get("/store/auth").statusCode()).isEqualTo(401);
        ok(api.json(Map.of("password", "a quite new password", "current_password", customer.password()), cookie)
                .post("/store/customers/me"));
        ok(api.cookie(cookie).get("/store/auth"));
        ok(api.cookie(cookie).delete("/store/auth"));
    }

    private static Response ok(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer;
    }
}
