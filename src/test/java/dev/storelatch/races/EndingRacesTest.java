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

/** Log-ins, changes of the password and log-outs at the same time: an ended log-in stays ended. */
@ServerTest
@Tag("races")
class EndingRacesTest {

    private static final String NEW_PASSWORD = "a quite new password";

    @Autowired
    Api api;

    /** A log-in fails if the password is changed while it is being verified. */
    @RepeatedTest(3)
    void noLoginWithTheOldPasswordSurvivesItsChange() throws Exception {
        Customer customer = api.register();
        Map<String, String> old = Api.credentials(customer.email(), customer.password());
        Queue<String> tokens = new ConcurrentLinkedQueue<>();
        Queue<String> cookies = new ConcurrentLinkedQueue<>();
        CountDownLatch enough = new CountDownLatch(12);

        List<Integer> statuses = runUntilStopped(
                8,
                thread -> {
                    String path = thread % 2 == 0 ? "/store/auth/token" : "/store/auth";
                    Response response = api.json(old).post(path);
                    while (response.statusCode() == 200) {
                        if (thread % 2 == 0) {
                            tokens.add(response.path("access_token"));
                        } else {
                            cookies.add(Api.sessionCookie(response));
                        }
                        enough.countDown();
                        response = api.json(old).post(path);
                    }
                    return response.statusCode();
                },
                () -> {
                    enough.await();
                    return api.json(Map.of("password", NEW_PASSWORD), customer.cookie())
                            .post("/store/customers/me")
                            .statusCode();
                });

        assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 401);
        assertThat(tokens).isNotEmpty().allMatch(token -> api.tokenStatus(token) == 401);
        assertThat(cookies).isNotEmpty().allMatch(cookie -> api.cookieStatus(cookie) == 401);
        assertThat(api.tokenStatus(api.token(customer.withPassword(NEW_PASSWORD))))
                .isEqualTo(200);
    }

    /** No request that begins after the response to the log-out is accepted. */
    @RepeatedTest(3)
    void noRequestAfterTheLogoutIsAccepted() throws Exception {
        String token = api.token(api.register());
        AtomicBoolean loggedOut = new AtomicBoolean();
        CountDownLatch enough = new CountDownLatch(40);

        List<Integer> last = runUntilStopped(
                8,
                thread -> {
                    int status = api.tokenStatus(token);
                    while (status == 200) {
                        enough.countDown();
                        boolean afterLogout = loggedOut.get();
                        status = api.tokenStatus(token);
                        if (afterLogout && status == 200) {
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

    /** Runs the workers and the call that makes them stop, and returns the results of all of them. */
    private static List<Integer> runUntilStopped(int workers, Worker worker, Callable<Integer> stop) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(workers + 1);
        try {
            List<Future<Integer>> running = IntStream.range(0, workers)
                    .mapToObj(thread -> threads.submit(() -> worker.run(thread)))
                    .toList();
            Future<Integer> stopping = threads.submit(stop);
            List<Integer> results = new ArrayList<>(List.of(stopping.get()));
            for (Future<Integer> result : running) {
                results.add(result.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
