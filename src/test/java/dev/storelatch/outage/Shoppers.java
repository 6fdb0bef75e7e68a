package dev.storelatch.outage;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.mail.internet.MimeMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Customers who register, reset their passwords and log out without a pause, and who remember what the server has
 * acknowledged.
 */
final class Shoppers {

    private static final int NUMBER = 4;
    private static final Pattern TOKEN = Pattern.compile("token=([\\w-]{43})");
    private static final String SECRET = "correct horse battery";

    private final GreenMail smtp;
    private final Queue<Account> accounts = new ConcurrentLinkedQueue<>();
    private final Queue<String> endedCookies = new ConcurrentLinkedQueue<>();
    private final AtomicInteger unavailable = new AtomicInteger();
    private final Queue<Throwable> problems = new ConcurrentLinkedQueue<>();
    private ExecutorService threads = Executors.newCachedThreadPool();

    Shoppers(GreenMail smtp) {
        this.smtp = smtp;
    }

    /** An acknowledged account. */
    private static final class Account {

        private final String email = UUID.randomUUID() + "@example.com";

        /** The acknowledged password. */
        private volatile String password = SECRET;

        /** The password of a reset that was not acknowledged; empty if there is none. */
        private volatile String requested = "";
    }

    /** Thrown if the server has not acknowledged a request, so that nobody knows whether it was carried out. */
    private static final class Unacknowledged extends RuntimeException {}

    /** Starts the customers. They go on while the condition is true, and end when their connection is lost otherwise. */
    void start(int port, BooleanSupplier condition) {
        threads = Executors.newFixedThreadPool(NUMBER);
        for (int i = 0; i < NUMBER; i++) {
            threads.execute(() -> shop(port, condition));
        }
    }

    /** Waits until all customers have ended. Their condition must be false by now. */
    void awaitEnd() throws InterruptedException {
        threads.shutdown();
        assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        assertThat(problems).isEmpty();
    }

    /** Returns the number of customers that were able to finish. */
    int finished() {
        return endedCookies.size();
    }

    /** Returns the number of requests that were answered by 503. */
    int unavailable() {
        return unavailable.get();
    }

    private void shop(int port, BooleanSupplier condition) {
        while (condition.getAsBoolean()) {
            try {
                visit(port, condition);
            } catch (Unacknowledged outage) {
                // The next visit begins at once, so that there is load during an outage.
            } catch (Exception lost) {
                // RestAssured throws whatever the connection threw. A killed server's process ends a little later.
                if (remains(condition)) {
                    problems.add(lost);
                }
            } catch (AssertionError wrong) {
                problems.add(wrong);
            }
        }
    }

    private static boolean remains(BooleanSupplier condition) {
        for (int attempt = 0; attempt < 100 && condition.getAsBoolean(); attempt++) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        return condition.getAsBoolean();
    }

    private void visit(int port, BooleanSupplier condition) throws Exception {
        Account account = new Account();
        acknowledged(200, post(port, "/store/customers", Map.of("email", account.email, "password", SECRET)));
        accounts.add(account);
        reset(port, account, condition);
        String cookie = acknowledged(
                        200, post(port, "/store/auth", Map.of("email", account.email, "password", account.password)))
                .cookie("connect.sid");
        acknowledged(
                200,
                RestAssured.given().port(port).cookie("connect.sid", cookie).delete("/store/auth"));
        endedCookies.add(cookie);
    }

    private void reset(int port, Account account, BooleanSupplier condition) throws Exception {
        acknowledged(204, post(port, "/store/customers/password-token", Map.of("email", account.email)));
        String token = token(account.email, condition);
        if (token == null) {
            return;
        }
        String password = "another horse " + UUID.randomUUID();
        account.requested = password;
        acknowledged(
                200,
                post(
                        port,
                        "/store/customers/password-reset",
                        Map.of("email", account.email, "token", token, "password", password)));
        account.password = password;
        account.requested = "";
    }

    private Response acknowledged(int status, Response response) {
        if (response.statusCode() == 503) {
            assertThat(response.header("Retry-After")).isEqualTo("5");
            assertThat(response.path("type").toString()).isEqualTo("service_unavailable");
            unavailable.incrementAndGet();
            throw new Unacknowledged();
        }
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
        return response;
    }

    /** Returns the token of the mailed link; null if no mail arrives within ten seconds. */
    private @Nullable String token(String email, BooleanSupplier condition) throws Exception {
        for (int attempt = 0; attempt < 200 && condition.getAsBoolean(); attempt++) {
            for (MimeMessage mail : smtp.getReceivedMessages()) {
                if (mail.getAllRecipients()[0].toString().equals(email)) {
                    Matcher token = TOKEN.matcher(GreenMailUtil.getWholeMessage(mail)
                            .replace("=\r\n", "")
                            .replace("=3D", "="));
                    if (token.find()) {
                        return token.group(1);
                    }
                }
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        return null;
    }

    /** Checks that what was acknowledged is kept, and that what was not has happened as a whole or not at all. */
    void verify(int port, JdbcClient jdbc) {
        List<String> wrong = new ArrayList<>();
        for (Account account : accounts) {
            String requested = account.requested;
            account.requested = "";
            boolean old = logsIn(port, account.email, account.password);
            boolean fresh = !requested.isEmpty() && logsIn(port, account.email, requested);
            if (old == fresh) {
                wrong.add("%s: old %s, new %s".formatted(account.email, old, fresh));
            }
            if (fresh) {
                account.password = requested;
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(endedCookies)
                .allSatisfy(cookie -> assertThat(RestAssured.given()
                                .port(port)
                                .cookie("connect.sid", cookie)
                                .get("/store/auth")
                                .statusCode())
                        .isEqualTo(401));
        // A customer whose registration was not acknowledged has the session that was made with it.
        assertThat(jdbc.sql("""
                        select count(*) from customer c
                        where email <> all (:known) and not exists (
                            select from storelatch.session_attributes a
                            where a.attribute_name = 'store' and a.attribute_bytes = convert_to(c.id, 'UTF8'))
                        """)
                        .param(
                                "known",
                                accounts.stream().map(account -> account.email).toArray(String[]::new))
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(jdbc.sql("""
                        select count(*) from storelatch.session s
                        where not exists (
                            select from storelatch.session_attributes a where a.session_primary_id = s.primary_id)
                        """).query(Long.class).single()).isZero();
    }

    private static boolean logsIn(int port, String email, String password) {
        int status = post(port, "/store/auth/token", Map.of("email", email, "password", password))
                .statusCode();
        assertThat(status).isIn(200, 401);
        return status == 200;
    }

    private static Response post(int port, String path, Map<String, ?> body) {
        return RestAssured.given()
                .port(port)
                .contentType(ContentType.JSON)
                .body(body)
                .post(path);
    }
}
