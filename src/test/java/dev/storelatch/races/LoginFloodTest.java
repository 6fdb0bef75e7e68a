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
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
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
@Tag("alone")
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

    /** Strangers try the passwords of many accounts, which takes all places in the queue. */
    @Test
    @Timeout(120)
    void browserOfAnOwnerHasAPlaceDuringAFlood() throws Exception {
        Customer owner = api.register();
        String device = Api.deviceCookie(api.login(owner));

        assertThat(duringFlood(
                        () -> login(Api.newEmail(), "a wrong password"),
                        () -> api.json(Api.credentials(owner.email(), owner.password()))
                                .header("Cookie", "storelatch.device=" + device)
                                .post("/store/auth")))
                .containsOnly(200);
    }

    /** A stranger goes on trying the password of one account, which needs no hash. */
    @Test
    @Timeout(120)
    void refusedAttemptsTakeNoPlace() throws Exception {
        Customer tried = api.register();
        Customer other = api.register();
        for (int i = 0; i < 10; i++) {
            login(tried.email(), "a wrong password").then().statusCode(401);
        }

        assertThat(duringFlood(
                        () -> login(tried.email(), "a wrong password"), () -> login(other.email(), other.password())))
                .containsOnly(200);
    }

    /** Returns the statuses of ten requests that are sent one after the other while others are repeated. */
    private static List<Integer> duringFlood(Callable<Response> repeated, Callable<Response> request) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            AtomicBoolean over = new AtomicBoolean();
            CountDownLatch begun = new CountDownLatch(12);
            List<Future<Void>> flood = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                flood.add(threads.submit(() -> {
                    while (!over.get()) {
                        assertThat(repeated.call().statusCode()).isIn(401, 429);
                        begun.countDown();
                    }
                    return null;
                }));
            }
            begun.await();
            List<Integer> statuses = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                statuses.add(request.call().statusCode());
            }
            over.set(true);
            for (Future<Void> each : flood) {
                each.get();
            }
            return statuses;
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
