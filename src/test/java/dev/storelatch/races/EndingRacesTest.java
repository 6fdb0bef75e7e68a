package dev.storelatch.races;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.ServerTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.springframework.beans.factory.annotation.Autowired;

/** What is ended stays ended, however the requests fall. */
@ServerTest
@Tag("races")
class EndingRacesTest {

    private static final String NEW_PASSWORD = "a quite new password";

    @Autowired
    Api api;

    /** A log-in whose password is changed while it is being checked is none: neither its token nor its session lives. */
    @RepeatedTest(3)
    void noLogInWithTheOldPasswordSurvivesItsChange() throws Exception {
        Customer customer = api.register();
        Map<String, String> old = Map.of("email", customer.email(), "password", customer.password());
        Queue<String> tokens = new ConcurrentLinkedQueue<>();
        Queue<String> cookies = new ConcurrentLinkedQueue<>();
        CountDownLatch enough = new CountDownLatch(12);

        List<Integer> refusals = during(
                8,
                thread -> {
                    String path = thread % 2 == 0 ? "/store/auth/token" : "/store/auth";
                    Response answer = api.json(old).post(path);
                    while (answer.statusCode() == 200) {
                        if (thread % 2 == 0) {
                            tokens.add(answer.path("access_token"));
                        } else {
                            cookies.add(Api.sessionCookie(answer));
                        }
                        enough.countDown();
                        answer = api.json(old).post(path);
                    }
                    return answer.statusCode();
                },
                () -> {
                    enough.await();
                    return api.json(Map.of("password", NEW_PASSWORD), customer.cookie())
                            .post("/store/customers/me")
                            .statusCode();
                });

        assertThat(refusals).containsOnlyOnce(200).containsOnly(200, 401);
        assertThat(tokens).isNotEmpty().allMatch(token -> status(token) == 401);
        assertThat(cookies)
                .isNotEmpty()
                .allMatch(
                        cookie -> api.cookie(cookie).get("/store/customers/me").statusCode() == 401);
        assertThat(status(api.token(new Customer(customer.id(), customer.email(), NEW_PASSWORD, ""))))
                .isEqualTo(200);
    }

    /** By the next request: none that begins after the log-out was answered gets in. */
    @RepeatedTest(3)
    void noRequestAfterTheLogoutGetsIn() throws Exception {
        String token = api.token(api.register());
        AtomicBoolean loggedOut = new AtomicBoolean();
        CountDownLatch enough = new CountDownLatch(40);

        List<Integer> last = during(
                8,
                thread -> {
                    int status = status(token);
                    while (status == 200) {
                        enough.countDown();
                        boolean tooLate = loggedOut.get();
                        status = status(token);
                        if (tooLate && status == 200) {
                            return status;
                        }
                    }
                    return status;
                },
                () -> {
                    enough.await();
                    int status = api.bearer(token).delete("/store/auth").statusCode();
                    loggedOut.set(true);
                    return status == 200 ? 401 : status;
                });

        assertThat(last).containsOnly(401);
    }

    private interface Worker {
        int run(int thread) throws Exception;
    }

    /** Runs so many workers and the one that stops them; answers what all returned. */
    private static List<Integer> during(int workers, Worker worker, Callable<Integer> stop) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(workers + 1);
        try {
            List<Future<Integer>> running = IntStream.range(0, workers)
                    .mapToObj(thread -> threads.submit(() -> worker.run(thread)))
                    .toList();
            Future<Integer> stopping = threads.submit(stop);
            List<Integer> answers = new ArrayList<>(List.of(stopping.get()));
            for (Future<Integer> answer : running) {
                answers.add(answer.get());
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }

    private int status(String token) {
        return api.bearer(token).get("/store/customers/me").statusCode();
    }
}
