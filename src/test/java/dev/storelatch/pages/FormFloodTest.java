package dev.storelatch.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.ServerTest;
import io.restassured.response.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** Many log-ins by form at once, of which most find the hashing queue full. */
@ServerTest
@TestPropertySource(
        properties = {
            "storelatch.pages.account=true",
            "storelatch.password.hashing.permits=1",
            "storelatch.password.hashing.max-waiting=2",
            "storelatch.password.argon2.memory=64MB",
        })
@Tag("races")
class FormFloodTest {

    private static final int FLOOD = 60;

    @Autowired
    Api api;

    @Test
    @Timeout(120)
    void whoFindsTheQueueFullGetsThePageAgainAndIsToldWhen() throws Exception {
        Customer customer = api.register();
        ExecutorService threads = Executors.newFixedThreadPool(FLOOD);
        try {
            List<Future<Response>> flood = new ArrayList<>();
            for (int i = 0; i < FLOOD; i++) {
                flood.add(threads.submit(() -> logIn(customer)));
            }
            List<Response> answers = new ArrayList<>();
            for (Future<Response> answer : flood) {
                answers.add(answer.get());
            }

            assertThat(answers).extracting(Response::statusCode).containsOnly(303, 429);
            assertThat(answers)
                    .filteredOn(answer -> answer.statusCode() == 429)
                    .isNotEmpty()
                    .allSatisfy(answer -> {
                        assertThat(Integer.parseInt(answer.header("Retry-After")))
                                .isPositive();
                        assertThat(answer.contentType()).startsWith("text/html");
                        assertThat(answer.asString())
                                .contains("Too many attempts. Try again in", "action=\"/account/login\"")
                                .contains(customer.email())
                                .doesNotContain(customer.password());
                    });
        } finally {
            threads.shutdownNow();
        }
    }

    private Response logIn(Customer customer) {
        return api.request()
                .header("Sec-Fetch-Site", "same-origin")
                .contentType("application/x-www-form-urlencoded")
                .body("email=%s&password=%s".formatted(encode(customer.email()), encode(customer.password())))
                .redirects()
                .follow(false)
                .post("/account/login");
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
