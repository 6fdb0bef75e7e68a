package dev.storelatch.races;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.ServerTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** One hash at a time, a queue of two more, and one connection, which may not be held while hashing. */
@ServerTest
@TestPropertySource(
        properties = {
            "storelatch.password.hashing.permits=1",
            "storelatch.password.hashing.max-waiting=2",
            "storelatch.password.hashing.max-paced-refusals=2",
            "storelatch.password.argon2.memory=64MB",
            "server.tomcat.threads.max=8",
            "spring.datasource.hikari.maximum-pool-size=1",
            "spring.datasource.hikari.connection-timeout=2000"
        })
@Tag("races")
class LoginFloodTest {

    private static final int FLOOD = 100;

    @Autowired
    Api api;

    @Autowired
    JdbcClient jdbc;

    @Test
    @Timeout(120)
    void aFloodOfLoginsDoesNotBlockOtherRequests() throws Exception {
        Customer customer = api.register();
        String token = api.token(customer);
        ExecutorService threads = Executors.newFixedThreadPool(FLOOD);
        try {
            CyclicBarrier together = new CyclicBarrier(FLOOD + 1);
            List<Future<Response>> flood = new ArrayList<>();
            for (int i = 0; i < FLOOD; i++) {
                String password = i % 2 == 0 ? customer.password() : "a wrong password";
                flood.add(threads.submit(() -> {
                    together.await();
                    return login(customer.email(), password);
                }));
            }
            together.await();
            for (int i = 0; i < 10; i++) {
                long start = System.nanoTime();
                api.bearer(token).get("/store/customers/me").then().statusCode(200);
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
            }

            List<Response> answers = new ArrayList<>();
            for (Future<Response> answer : flood) {
                answers.add(answer.get());
            }
            // Chance decides which of them are admitted; afterwards all are.
            answers.add(login(customer.email(), customer.password()));
            answers.add(login(customer.email(), "a wrong password"));
            assertThat(answers).extracting(Response::statusCode).containsOnly(200, 401, 429);
            assertThat(answers)
                    .filteredOn(answer -> answer.statusCode() == 429)
                    .hasSizeGreaterThan(FLOOD / 2)
                    .allSatisfy(answer -> assertThat(Integer.parseInt(answer.header("Retry-After")))
                            .isPositive())
                    .extracting(Response::asString)
                    .contains(
                            "{\"type\":\"too_many_requests\",\"message\":\"Too many requests at once. Try again later.\"}");
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    @Timeout(120)
    void anAttemptThatIsRefusedByTheQueueIsNotCounted() throws Exception {
        String email = "nobody@example.com";
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Integer>> flood = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                flood.add(threads.submit(() -> api.json(Map.of("email", email, "password", "a wrong password"))
                        .post("/store/auth")
                        .statusCode()));
            }
            int checked = 0;
            for (Future<Integer> status : flood) {
                checked += status.get() == 401 ? 1 : 0;
            }

            assertThat(checked).isBetween(1, 7);
            assertThat(counted(email)).isEqualTo(checked);
        } finally {
            threads.shutdownNow();
        }
    }

    private Response login(String email, String password) {
        return api.json(Map.of("email", email, "password", password)).post("/store/auth/token");
    }

    /** Returns the number of attempts that were counted for the address: the minutes until its budget is full, rounded up. */
    private int counted(String email) {
        return jdbc.sql("""
                        select ceil(extract(epoch from full_at - now()) / 60)::int
                        from storelatch.throttle where key = sha256(convert_to('LOGIN:' || :email, 'UTF8'))
                        """).param("email", email).query(Integer.class).single();
    }
}
