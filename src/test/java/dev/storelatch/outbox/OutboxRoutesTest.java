package dev.storelatch.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.storelatch.support.AdminApi;
import dev.storelatch.support.Api;
import dev.storelatch.support.ServerTest;
import dev.storelatch.support.TestClock;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Administrators see what the outbox has not delivered, and have it sent again. Mail is off on this server. */
@ServerTest
class OutboxRoutesTest {

    private static final String OUTBOX = "/admin/outbox";
    private static final String ADDRESS = "former-address@example.com";

    @Autowired
    Api api;

    @Autowired
    AdminApi adminApi;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TestClock clock;

    private final String account = "cus_" + UUID.randomUUID();
    private AdminApi.User admin;
    private String token;

    @BeforeEach
    void logIn() {
        admin = adminApi.add();
        token = adminApi.token(admin);
    }

    @AfterEach
    void deleteMessages() {
        jdbc.sql("delete from storelatch.outbox where account_id = ?")
                .param(account)
                .update();
    }

    @Test
    void messagesThatWaitOrWereGivenUpAreListedWithoutTheirContent() {
        insert("2199-01-01T00:00:00Z", "accepted");
        String waiting = insert("2199-01-02T00:00:00Z", null);
        String refused = insert("2199-01-03T00:00:00Z", "given up: 550 5.1.1");

        Response list = list("limit=2");

        assertThat(list.<Map<String, Object>>path("$").keySet()).containsExactly("messages", "limit", "next");
        assertThat(list.<List<String>>path("messages.id")).containsExactly(refused, waiting);
        assertThat(list.<Map<String, Object>>path("messages[0]"))
                .containsExactly(
                        entry("id", refused),
                        entry("channel", "mail"),
                        entry("type", "customer.password_reset"),
                        entry("realm", "store"),
                        entry("account_id", account),
                        entry("state", "given_up"),
                        entry("reason", "550 5.1.1"),
                        entry("posted_at", "2199-01-03T00:00:00.000Z"),
                        entry("next_attempt_at", null));
        assertThat(list.<Map<String, Object>>path("messages[1]"))
                .containsEntry("state", "waiting")
                .containsEntry("reason", "timeout");
        assertThat(list.asString()).doesNotContain(ADDRESS).doesNotContain("payload of");
        assertThat(list("limit=1&state=waiting").<List<String>>path("messages.id"))
                .containsExactly(waiting);
        assertThat(list("limit=1&state=given_up").<List<String>>path("messages.id"))
                .containsExactly(refused);
    }

    @Test
    void pagesAreCompleteAndDoNotOverlap() {
        List<String> expected = IntStream.range(0, 5)
                .mapToObj(number -> insert("2198-01-0" + (9 - number) + "T00:00:00Z", "given up: 550 5.1.1"))
                .toList();

        List<String> seen = new ArrayList<>();
        String next = null;
        do {
            Response page = list("limit=2" + (next == null ? "" : "&before=" + next));
            seen.addAll(page.path("messages.id"));
            next = page.path("next");
        } while (next != null);

        assertThat(seen).doesNotHaveDuplicates().containsSubsequence(expected);
    }

    @Test
    void messageThatWasGivenUpIsAttemptedAgain() {
        String refused = insert(now(), "given up: 550 5.1.1");

        Response resent = resend(refused);

        resent.then()
                .statusCode(200)
                .body("message.id", equalTo(refused))
                .body("message.state", equalTo("waiting"))
                .body("message.reason", equalTo(null));
        assertThat(resent.<String>path("message.next_attempt_at")).isNotNull();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> jdbc.sql("select coalesce(failure, '') from storelatch.outbox where id = ?::uuid")
                        .param(refused)
                        .query(String.class)
                        .single()
                        .equals("mail is off"));
        assertThat(jdbc.sql(
                                "select event || ' ' || reason || ' ' || detail || ' ' || actor_id from storelatch.audit_event where account_id = ?")
                        .param(account)
                        .query(String.class)
                        .list())
                .containsExactly("notification_resent mail customer.password_reset " + admin.id());
    }

    @Test
    void messageThatWaitsIsAttemptedNow() {
        String waiting = insert(now(), null);
        jdbc.sql("""
                        insert into storelatch.mail_task (task_name, task_instance, execution_time, picked, version, priority)
                        values ('delivery', ?, '2199-01-01', false, 1, 50)
                        """).param(waiting).update();

        resend(waiting).then().statusCode(200).body("message.state", equalTo("waiting"));

        await().atMost(Duration.ofSeconds(60))
                .until(() -> jdbc.sql("select failure from storelatch.outbox where id = ?::uuid")
                        .param(waiting)
                        .query(String.class)
                        .single()
                        .equals("mail is off"));
    }

    @Test
    void whatCannotBeSentIsRefusedWithTheReason() {
        String accepted = insert(now(), "accepted");
        String webhook = insert(now(), "given up: 410");
        jdbc.sql("update storelatch.outbox set channel = 'webhook' where id = ?::uuid")
                .param(webhook)
                .update();

        resend(accepted).then().statusCode(404);
        resend(webhook).then().statusCode(400).body("message", equalTo("The channel webhook is not configured"));
        assertThat(jdbc.sql("select outcome from storelatch.outbox where id = ?::uuid")
                        .param(webhook)
                        .query(String.class)
                        .single())
                .isEqualTo("given up: 410");
        String unknown = UUID.randomUUID().toString();
        resend(unknown)
                .then()
                .statusCode(404)
                .body("message", equalTo("Message with id: " + unknown + " was not found"));
        resend("x").then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource({
        "state=sent, 'state must be one of the following values: waiting, given_up'",
        "before=x, before must be the id of a message",
        "limit=-1, limit must not be less than 0",
        "offset=5, property offset should not exist"
    })
    void malformedFiltersAreRefused(String query, String message) {
        list(query).then().statusCode(400).body("message", equalTo(message));
    }

    @Test
    void membersAreRefused() {
        String member = adminApi.token(adminApi.add("member"));

        api.bearer(member).get(OUTBOX).then().statusCode(403);
        api.bearer(member).post(OUTBOX + "/x/resend").then().statusCode(403);
    }

    /** Much older messages are deleted. */
    private String now() {
        return clock.instant().toString();
    }

    private String insert(String postedAt, @Nullable String outcome) {
        String id = UUID.randomUUID().toString();
        jdbc.sql("""
                        insert into storelatch.outbox (id, channel, type, realm, account_id, subject, recipient, payload,
                                                       posted_at, failure, outcome, finished_at)
                        values (:id::uuid, 'mail', 'customer.password_reset', 'store', :account, 'none', :recipient,
                                'payload of the message', :posted::timestamptz, 'timeout', :outcome,
                                case when :outcome::text is not null then now() end)
                        """)
                .param("id", id)
                .param("account", account)
                .param("recipient", ADDRESS)
                .param("posted", postedAt)
                .param("outcome", outcome)
                .update();
        return id;
    }

    private Response list(String query) {
        return api.bearer(token).get(OUTBOX + "?" + query);
    }

    private Response resend(String id) {
        return api.bearer(token).post(OUTBOX + "/" + id + "/resend");
    }
}
