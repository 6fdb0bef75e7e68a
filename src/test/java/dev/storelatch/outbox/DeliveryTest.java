package dev.storelatch.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.storelatch.support.TestClock;
import dev.storelatch.throttle.Throttles;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** From a posted notification to its outcome, by one server or several, which can be stopped and killed. */
@Timeout(60)
class DeliveryTest {

    private static final OutboxTable TABLE = new OutboxTable();
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofHours(1);

    private final TestClock clock = new TestClock();
    private final GreenMail smtp = new GreenMail(ServerSetup.SMTP.dynamicPort());
    private final List<OutboxServer> servers = new ArrayList<>();

    @BeforeEach
    void start() {
        TABLE.empty();
        smtp.start();
    }

    @AfterEach
    void stop() {
        servers.forEach(OutboxServer::close);
        smtp.stop();
    }

    @AfterAll
    static void close() {
        TABLE.close();
    }

    @Test
    void aMessageIsSentRightAfterTheCommit() {
        OutboxServer server = server(clock, LONG, mail()).start();

        server.transaction.executeWithoutResult(status -> {
            server.outbox.post(Greeting.NOTICE.name(), Greeting.to("Ada"));
            assertThat(received()).isEmpty();
        });

        awaitOutcomes("accepted");
        assertThat(received()).hasSize(1);
        assertThat(TABLE.tasks()).isZero();
    }

    @Test
    void nothingIsSentAfterARollback() {
        OutboxServer server = server(clock, SHORT, mail()).start();

        server.transaction.executeWithoutResult(status -> {
            server.outbox.post(Greeting.NOTICE.name(), Greeting.to("Ada"));
            status.setRollbackOnly();
        });
        server.post(Greeting.NOTICE, "Bob");

        awaitOutcomes("accepted");
        assertThat(received()).extracting(DeliveryTest::subject).containsExactly("Hello Bob");
        assertThat(TABLE.tasks()).isZero();
    }

    @Test
    void aServerSendsMessagesThatOthersHaveLeft() {
        server(clock, LONG, mail()).post(Greeting.NOTICE, "Ada");

        server(clock, SHORT, mail()).start();

        awaitOutcomes("accepted");
    }

    @Test
    void noDatabaseConnectionIsHeldWhileSending() throws IOException {
        try (ScriptedSmtp silent = new ScriptedSmtp(Map.of("RCPT", ScriptedSmtp.SILENCE))) {
            OutboxServer server = server(clock, LONG, MailServers.channel(silent.port(), 3_000))
                    .start();
            server.post(Greeting.NOTICE, "Ada");
            awaitCommand(silent, "RCPT");

            assertThat(TABLE.database.getHikariPoolMXBean().getActiveConnections())
                    .isZero();
        }
    }

    @Test
    void aMailServerThatDoesNotReplyDoesNotDelayAWebhook() throws IOException {
        try (ScriptedSmtp silent = new ScriptedSmtp(Map.of("RCPT", ScriptedSmtp.SILENCE))) {
            OutboxServer server = server(
                            clock, LONG, MailServers.channel(silent.port(), 5_000), new AcceptingChannel("webhook"))
                    .start();
            server.post(Greeting.NOTICE, "Ada");
            awaitCommand(silent, "RCPT");
            server.post(Greeting.NOTICE, "Bob");

            await().atMost(Duration.ofSeconds(4))
                    .untilAsserted(() -> assertThat(TABLE.jdbc
                                    .sql("select count(*) from storelatch.outbox where outcome = 'accepted'")
                                    .query(Integer.class)
                                    .single())
                            .isEqualTo(2));
        }
    }

    @Test
    void aFailedAttemptIsRepeatedAfterGrowingDelaysUntilTheServerIsBack() {
        int port = smtp.getSmtp().getPort();
        smtp.stop();
        OutboxServer server = server(clock, SHORT, MailServers.channel(port)).start();
        server.post(Greeting.NOTICE, "Ada");

        List<Duration> delays = IntStream.rangeClosed(1, 8)
                .mapToObj(attempt -> {
                    await().until(() -> TABLE.failures() == attempt);
                    Duration delay = Duration.between(clock.instant(), TABLE.dueAt());
                    clock.advance(delay.minusSeconds(5));
                    assertThat(TABLE.failures()).as("attempts before it is due").isEqualTo(attempt);
                    if (attempt < 8) {
                        clock.advance(Duration.ofSeconds(6));
                    }
                    return delay;
                })
                .toList();
        assertThat(delays.get(0)).isBetween(Duration.ofSeconds(28), Duration.ofSeconds(38));
        assertThat(delays.get(3)).isBetween(Duration.ofSeconds(238), Duration.ofSeconds(300));
        assertThat(delays.get(7)).isBetween(Duration.ofSeconds(3598), Duration.ofSeconds(4500));

        GreenMail back = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        back.start();
        try {
            clock.advance(Duration.ofSeconds(6));
            awaitOutcomes("accepted");
            assertThat(back.getReceivedMessages()).hasSize(1);
        } finally {
            back.stop();
        }
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void aMessageIsGivenUpAfterADayAndTheLogHasNoAddress(CapturedOutput log) {
        OutboxServer server = server(clock, SHORT, mail()).start();
        smtp.stop();
        server.post(Greeting.NOTICE, "Ada");
        await().until(() -> TABLE.failures() == 1);
        assertThat(log).contains("test.greeting " + TABLE.id() + " by mail failed at attempt 1: MailConnectException");

        clock.advance(Duration.ofHours(24));

        awaitOutcomes("given up: MailConnectException");
        assertThat(log).contains("is given up: MailConnectException").doesNotContain("user@example.com", "Ada");
        assertThat(TABLE.tasks()).isZero();
    }

    @Test
    void aMalformedAddressIsGivenUpAndTheNextMessageIsSent() {
        OutboxServer server = server(clock, LONG, mail()).start();

        server.post(Greeting.NOTICE.name(), Greeting.to("Ada", "not an address"));
        server.post(Greeting.NOTICE, "Bob");

        awaitOutcomes("given up: no address", "accepted");
    }

    @Test
    void aMessageWithNothingLeftToSendIsSkipped() {
        server(clock, LONG, mail()).start().post(Greeting.NOTICE, "nobody");

        awaitOutcomes("skipped");
        assertThat(received()).isEmpty();
    }

    @Test
    void anUnknownTypeWaitsForANewerRelease() {
        OutboxServer server = server(clock, SHORT, mail());
        server.post(Greeting.NOTICE, "Ada");
        TABLE.jdbc.sql("update storelatch.outbox set type = 'test.newer'").update();

        server.start();

        await().until(() -> TABLE.failures() == 1);
        assertThat(TABLE.outcomes()).containsExactly("waiting");
        TABLE.jdbc.sql("update storelatch.outbox set type = 'test.greeting'").update();
        clock.advance(Duration.ofMinutes(1));
        awaitOutcomes("accepted");
    }

    @Test
    void aChannelThatThrowsIsTriedAgain() {
        AtomicInteger attempts = new AtomicInteger();
        server(clock, SHORT, new AcceptingChannel("mail") {
                    @Override
                    public DeliveryResult send(NotificationType type, OutboxMessage message) {
                        if (attempts.incrementAndGet() == 1) {
                            throw new StackOverflowError();
                        }
                        if (attempts.get() == 2) {
                            throw new IllegalStateException();
                        }
                        return super.send(type, message);
                    }
                })
                .start()
                .post(Greeting.NOTICE, "Ada");

        await().until(() -> TABLE.failures() == 1);
        clock.advance(Duration.ofMinutes(1));
        await().until(() -> TABLE.failures() == 2);
        clock.advance(Duration.ofMinutes(2));
        awaitOutcomes("accepted");
    }

    @Test
    void aStopWaitsForTheCurrentMessage() throws IOException {
        try (ScriptedSmtp silent = new ScriptedSmtp(Map.of("RCPT", ScriptedSmtp.SILENCE))) {
            OutboxServer server = server(clock, LONG, MailServers.channel(silent.port(), 1_500))
                    .start();
            server.post(Greeting.NOTICE, "Ada");
            awaitCommand(silent, "RCPT");

            server.close();

            assertThat(TABLE.failures()).as("completed attempts").isOne();
        }
    }

    @Test
    void aServerCanBeStartedAgainAfterAStop() {
        OutboxServer server = server(clock, LONG, mail()).start();
        server.close();
        server.post(Greeting.NOTICE, "Ada");
        assertThat(TABLE.outcomes()).containsExactly("waiting");

        server.start();

        awaitOutcomes("accepted");
    }

    @Test
    void aKilledServerLosesNothing() throws Exception {
        server(clock, LONG, mail()).post(Greeting.NOTICE, "Ada");
        try (ScriptedSmtp silent = new ScriptedSmtp(Map.of("RCPT", ScriptedSmtp.SILENCE))) {
            Process killed = DeliveringProcess.start(TABLE.database.getJdbcUrl(), silent.port());
            awaitCommand(silent, "RCPT");
            killed.destroyForcibly().waitFor();
        }
        assertThat(TABLE.failures()).as("a task that seems to run").isEqualTo(-1);

        OutboxServer survivor = server(clock, SHORT, mail()).start();
        survivor.post(Greeting.NOTICE, "Bob");
        await().until(() -> received().length == 1);
        survivor.close();
        assertThat(TABLE.outcomes()).as("while the heartbeat is recent").containsExactly("waiting", "accepted");

        clock.advance(Duration.ofMinutes(5));
        server(clock, SHORT, mail()).start();

        awaitOutcomes("accepted", "accepted");
        assertThat(received()).extracting(DeliveryTest::subject).containsExactly("Hello Bob", "Hello Ada");
    }

    @Test
    void aMessageThatIsFinishedIsNotSentAgainAfterAKill() {
        OutboxServer server = server(clock, SHORT, mail());
        server.post(Greeting.NOTICE, "Ada");
        TABLE.jdbc
                .sql("update storelatch.outbox set outcome = 'accepted', finished_at = now()")
                .update();

        server.start();

        await().until(() -> TABLE.tasks() == 0);
        assertThat(received()).isEmpty();
    }

    @Test
    void aLinkIsSentBeforeNoticesThatHaveWaitedLonger() {
        AcceptingChannel channel = new AcceptingChannel("mail");
        OutboxServer server = server(clock, SHORT, channel);
        IntStream.range(0, 20).forEach(i -> server.post(Greeting.NOTICE, "Customer " + i));
        server.post(Greeting.LINK, "Ada");

        server.start();

        await().until(() -> TABLE.tasks() == 0);
        assertThat(channel.sent).hasSize(21).startsWith("Ada");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mail", "webhook"})
    void accountsTakeTurns(String name) {
        AcceptingChannel channel = new AcceptingChannel(name);
        OutboxServer server = server(clock, SHORT, channel);
        IntStream.range(0, 20).forEach(i -> server.post(Greeting.NOTICE, "Ada"));
        IntStream.range(0, 60).forEach(i -> server.post(Greeting.LINK, "Eve"));
        server.post(Greeting.NOTICE, "Bob");
        server.post(Greeting.LINK, "Cy");

        server.start();

        await().until(() -> channel.sent.size() == 82);
        assertThat(channel.sent.subList(0, 3)).containsExactly("Eve", "Cy", "Eve");
        assertThat(channel.sent.subList(61, 64)).containsExactly("Ada", "Bob", "Ada");
    }

    @Test
    void noticesBeyondTheShareOfTheirAccountAreDroppedAndCounted() {
        AcceptingChannel channel = new AcceptingChannel("mail");
        OutboxServer server = server(clock, SHORT, channel);
        IntStream.range(0, 25).forEach(i -> server.post(Greeting.NOTICE, "Ada"));
        server.post(Greeting.LINK, "Ada");
        server.post(Greeting.NOTICE, "Bob");

        assertThat(TABLE.tasks()).isEqualTo(22);
        assertThat(server.meters
                        .get("storelatch.outbox.dropped")
                        .tags("channel", "mail", "reason", "queue")
                        .counter()
                        .count())
                .isEqualTo(5);
        server.start();
        await().until(() -> TABLE.tasks() == 0);
        server.post(Greeting.NOTICE, "Ada");
        await().until(() -> channel.sent.size() == 23);
    }

    @Test
    void noticesBeyondTheBudgetOfTheirAccountAreDroppedAndLinksAreNot() {
        OutboxServer server = server(clock, LONG, limitedMail()).start();
        IntStream.range(0, 7).forEach(i -> server.post(Greeting.NOTICE.name(), Greeting.to("Eve", i + "@example.com")));
        IntStream.range(0, 7).forEach(i -> server.post(Greeting.LINK.name(), Greeting.to("Eve", i + "@example.com")));
        server.post(Greeting.NOTICE, "Bob");

        await().until(() -> TABLE.tasks() == 0);
        assertThat(TABLE.outcomes()).filteredOn("dropped"::equals).hasSize(2);
        assertThat(received())
                .extracting(DeliveryTest::subject)
                .filteredOn("Hello Eve"::equals)
                .hasSize(5);
        assertThat(received())
                .extracting(DeliveryTest::subject)
                .filteredOn("Link for Eve"::equals)
                .hasSize(7);
        assertThat(received()).extracting(DeliveryTest::subject).contains("Hello Bob");
    }

    @Test
    void noticesBeyondTheBudgetOfTheirAddressAreDropped() {
        OutboxServer server = server(clock, LONG, limitedMail()).start();
        IntStream.range(0, 7)
                .forEach(i -> server.post(Greeting.NOTICE.name(), Greeting.to("Eve" + i, "User@example.com")));

        await().until(() -> TABLE.tasks() == 0);
        assertThat(received()).hasSize(5);
    }

    @Test
    void noticesThatCouldNotBeSentDoNotCount() {
        int port = smtp.getSmtp().getPort();
        OutboxServer server = server(clock, SHORT, limitedMail()).start();
        smtp.stop();
        IntStream.range(0, 5).forEach(i -> server.post(Greeting.NOTICE, "Ada"));
        await().until(() -> TABLE.fewestFailures() == 1);
        clock.advance(Duration.ofSeconds(40));
        await().until(() -> TABLE.fewestFailures() == 2);

        GreenMail back = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        back.start();
        try {
            clock.advance(Duration.ofSeconds(80));
            awaitOutcomes("accepted", "accepted", "accepted", "accepted", "accepted");
        } finally {
            back.stop();
        }
    }

    @Test
    @Tag("races")
    void severalServersShareTheWorkAndSendEachMessageOnce() {
        AcceptingChannel channel = new AcceptingChannel("mail");
        List<OutboxServer> four = IntStream.range(0, 4)
                .mapToObj(i -> server(clock, SHORT, channel))
                .toList();
        IntStream.range(0, 100).forEach(i -> four.get(0).post(Greeting.NOTICE, "Customer " + i));

        four.forEach(OutboxServer::start);

        await().until(() -> TABLE.tasks() == 0);
        assertThat(channel.sent).hasSize(100).doesNotHaveDuplicates();
        assertThat(channel.threads).hasSize(4);
        assertThat(TABLE.outcomes()).hasSize(100).containsOnly("accepted");
    }

    private OutboxServer server(Clock clock, Duration pollInterval, DeliveryChannel... channels) {
        OutboxServer server = new OutboxServer(TABLE.database, clock, pollInterval, channels);
        servers.add(server);
        return server;
    }

    private DeliveryChannel mail() {
        return MailServers.channel(smtp.getSmtp().getPort());
    }

    private DeliveryChannel limitedMail() {
        return MailServers.channel(smtp.getSmtp().getPort(), 500, Throttles.over(TABLE.database, clock));
    }

    private MimeMessage[] received() {
        return smtp.getReceivedMessages();
    }

    private static String subject(MimeMessage mail) {
        try {
            return mail.getSubject();
        } catch (MessagingException e) {
            throw new AssertionError(e);
        }
    }

    private static void awaitOutcomes(String... outcomes) {
        await().untilAsserted(() -> assertThat(TABLE.outcomes()).containsExactly(outcomes));
    }

    private static void awaitCommand(ScriptedSmtp server, String command) {
        await().until(() -> server.commands.stream().anyMatch(line -> line.startsWith(command)));
    }
}
