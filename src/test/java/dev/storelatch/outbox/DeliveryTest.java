package dev.storelatch.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.storelatch.support.TestClock;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** MailChannel against a real SMTP server that is there, is not there, comes back, refuses, or says nothing. */
@Timeout(60)
class DeliveryTest {

    private static final OutboxTable TABLE = new OutboxTable();
    private static final String USER = "user@example.com";

    private final TestClock clock = new TestClock();
    private final OutboxRepository rows = new OutboxRepository(TABLE.jdbc, clock);
    private final Delivery delivery = delivery();
    private final GreenMail smtp = new GreenMail(ServerSetup.SMTP.dynamicPort());

    @BeforeEach
    void start() {
        TABLE.empty();
        smtp.start();
    }

    @AfterEach
    void stop() {
        smtp.stop();
    }

    @AfterAll
    static void close() {
        TABLE.close();
    }

    @Test
    void aMailHasATextAndTheSameInHtml() throws Exception {
        post("Ada");

        assertThat(delivery.next(mail())).isTrue();
        assertThat(delivery.next(mail())).isFalse();

        MimeMessage mail = received()[0];
        assertThat(mail.getSubject()).isEqualTo("Hello Ada");
        assertThat(mail.getFrom()[0].toString()).isEqualTo("My Shop <service@shop.example.com>");
        assertThat(mail.getAllRecipients()[0].toString()).isEqualTo(USER);
        assertThat(mail.getHeader("Message-ID")).containsExactly("<%s@shop.example.com>".formatted(TABLE.id()));
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(texts(mail))
                .satisfiesExactly(
                        text -> assertThat(text)
                                .isEqualToNormalizingNewlines(
                                        "Dear Ada, your link is https://shop.example.com/?a=1&b=2.\nMy Shop\n"),
                        html -> assertThat(html).contains("Dear Ada", "?a&#x3D;1&amp;b&#x3D;2"));
        assertThat(TABLE.outcomes()).containsExactly("accepted");
    }

    @Test
    void aNameIsNeitherAHeaderNorMarkup() throws Exception {
        post("Eve\r\nBcc: all@example.com\r\n\r\n<script>");

        delivery.next(mail());

        MimeMessage mail = received()[0];
        assertThat(mail.getHeader("Bcc")).isNull();
        assertThat(mail.getSubject()).isEqualTo("Hello Eve Bcc: all@example.com <script>");
        assertThat(texts(mail).get(1)).doesNotContain("<script>").contains("&lt;script&gt;");
        assertThat(received()).hasSize(1);
    }

    @Test
    void aMessageThatHasPassedIsNotSent() {
        post("nobody");

        delivery.next(mail());

        assertThat(received()).isEmpty();
        assertThat(TABLE.outcomes()).containsExactly("skipped");
    }

    @Test
    void aDeadServerIsTriedEverLessOftenUntilItIsBack() {
        post("Ada");
        int port = smtp.getSmtp().getPort();
        smtp.stop();
        DeliveryChannel mail = mail("127.0.0.1", port);

        List<Long> waits = IntStream.range(0, 8)
                .mapToObj(attempt -> {
                    assertThat(delivery.next(mail)).isTrue();
                    assertThat(delivery.next(mail)).isFalse();
                    long wait = TABLE.dueAt() - clock.millis();
                    clock.advance(Duration.ofMillis(wait + 1_000));
                    return wait;
                })
                .toList();
        assertThat(waits.get(0)).isBetween(29_000L, 37_500L);
        assertThat(waits.get(3)).isBetween(239_000L, 300_000L);
        assertThat(waits.get(7)).isBetween(3_599_000L, 4_500_000L);

        GreenMail back = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        back.start();
        try {
            assertThat(delivery.next(mail)).isTrue();
            assertThat(delivery.next(mail)).isFalse();
            assertThat(back.getReceivedMessages()).hasSize(1);
            assertThat(TABLE.outcomes()).containsExactly("accepted");
        } finally {
            back.stop();
        }
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void afterADayAMessageIsGivenUpAndTheLogHasNoAddress(CapturedOutput log) {
        DeliveryChannel dead = mail();
        smtp.stop();
        post("Ada");
        delivery.next(dead);
        clock.advance(Duration.ofHours(24));

        delivery.next(dead);

        assertThat(TABLE.outcomes()).containsExactly("given up: MailConnectException");
        assertThat(log)
                .contains("test.greeting", "is given up: MailConnectException")
                .doesNotContain(USER, "Ada");
    }

    @Test
    void aServerThatSaysNothingIsLeftAfterTheTimeOut() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            post("Ada");

            delivery.next(mail("127.0.0.1", silent.getLocalPort()));

            assertThat(TABLE.outcomes()).containsExactly("waits");
        }
    }

    @Test
    void aRecipientWhoIsRefusedForGoodIsGivenUpAtOnce() throws IOException {
        try (ScriptedSmtp refusing = new ScriptedSmtp(Map.of("RCPT", "550 5.1.1 no such user"))) {
            post("Ada");

            delivery.next(mail("127.0.0.1", refusing.port()));

            assertThat(TABLE.outcomes()).containsExactly("given up: the mail server does not accept the recipient");
        }
    }

    @Test
    void aRecipientWhoIsRefusedForNowIsTriedAgain() throws IOException {
        try (ScriptedSmtp refusing = new ScriptedSmtp(Map.of("RCPT", "450 4.2.1 greylisted"))) {
            post("Ada");

            delivery.next(mail("127.0.0.1", refusing.port()));

            assertThat(TABLE.outcomes()).containsExactly("waits");
        }
        clock.advance(Duration.ofMinutes(1));
        delivery.next(mail());
        assertThat(received()).hasSize(1);
    }

    @Test
    void whatTheServerAcceptedIsNotSentAgainThoughTheGoodByeFails() throws IOException {
        try (ScriptedSmtp leaving = new ScriptedSmtp(Map.of("QUIT", ScriptedSmtp.RESET))) {
            post("Ada");

            delivery.next(mail("127.0.0.1", leaving.port()));

            assertThat(leaving.commands).contains(".", "QUIT");
            assertThat(TABLE.outcomes()).containsExactly("accepted");
        }
    }

    @Test
    void anAddressIsNotUnfoldedToAnother() throws IOException {
        try (ScriptedSmtp server = new ScriptedSmtp(Map.of())) {
            String address = "\"a\r\n b\"@example.com";
            rows.insert(MailChannel.NAME, Greeting.NAME, new Notification("Ada", address));

            delivery.next(mail("127.0.0.1", server.port()));

            assertThat(server.commands).noneMatch(command -> command.startsWith("RCPT"));
            assertThat(TABLE.outcomes()).containsExactly("given up: no address");
        }
    }

    @Test
    void anUnknownTypeIsDeferred() {
        rows.insert(MailChannel.NAME, "test.newer", new Notification("Ada", null));

        delivery.next(mail());

        assertThat(TABLE.outcomes()).containsExactly("waits");
    }

    @Test
    void anAddressThatIsNoneIsGivenUpAndTheNextMessageIsSent() {
        rows.insert(MailChannel.NAME, Greeting.NAME, new Notification("Ada", "not an address"));
        clock.advance(Duration.ofMillis(10));
        post("Bob");

        delivery.next(mail());
        delivery.next(mail());

        assertThat(TABLE.outcomes()).containsExactly("given up: no address", "accepted");
        assertThat(received()).hasSize(1);
    }

    @Test
    void whoIsKilledBeforeTheServerAcceptsLosesNothing() {
        post("Ada");
        assertThat(rows.take(MailChannel.NAME)).isPresent();

        assertThat(delivery.next(mail())).as("while the lease lasts").isFalse();
        clock.advance(Duration.ofMinutes(5));

        assertThat(delivery().next(mail())).isTrue();
        assertThat(received()).hasSize(1);
        assertThat(TABLE.outcomes()).containsExactly("accepted");
    }

    @Test
    void whoIsKilledAfterTheServerAcceptedRepeatsTheSameMessageId() throws Exception {
        post("Ada");
        mail().send(rows.take(MailChannel.NAME).orElseThrow());
        clock.advance(Duration.ofMinutes(5));

        delivery.next(mail());

        assertThat(received()).hasSize(2);
        assertThat(received()[0].getMessageID()).isEqualTo(received()[1].getMessageID());
    }

    @Test
    void whoComesBackLateChangesNothingForTheOneWhoTookOver() {
        post("Ada");
        OutboxMessage late = rows.take(MailChannel.NAME).orElseThrow();
        clock.advance(Duration.ofMinutes(5));
        OutboxMessage current = rows.take(MailChannel.NAME).orElseThrow();

        rows.end(late, "accepted");
        rows.postpone(late, Duration.ZERO);

        assertThat(TABLE.outcomes()).containsExactly("waits");
        assertThat(delivery.next(mail())).isFalse();
        rows.end(current, "accepted");
        assertThat(TABLE.outcomes()).containsExactly("accepted");
    }

    @Test
    @Tag("races")
    void severalServersSendEachMessageOnce() throws Exception {
        IntStream.range(0, 50).forEach(i -> post("Customer " + i));

        List<Thread> servers = IntStream.range(0, 4)
                .mapToObj(i -> new Thread(() -> {
                    Delivery server = delivery();
                    DeliveryChannel mail = mail();
                    while (server.next(mail)) {
                        // The next one.
                    }
                }))
                .toList();
        servers.forEach(Thread::start);
        for (Thread server : servers) {
            server.join();
        }

        assertThat(Arrays.stream(received()).map(DeliveryTest::subject))
                .hasSize(50)
                .doesNotHaveDuplicates();
        assertThat(TABLE.outcomes()).hasSize(50).containsOnly("accepted");
    }

    private void post(String name) {
        rows.insert(MailChannel.NAME, Greeting.NAME, new Notification(name, USER));
    }

    private Delivery delivery() {
        return new Delivery(
                rows,
                new OutboxSettings(
                        Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofHours(24), Duration.ofDays(7)),
                clock);
    }

    private DeliveryChannel mail() {
        return mail("127.0.0.1", smtp.getSmtp().getPort());
    }

    private static DeliveryChannel mail(String host, int port) {
        JavaMailSenderImpl sender = new JavaMailSenderImpl();
        sender.setHost(host);
        sender.setPort(port);
        sender.getJavaMailProperties().setProperty("mail.smtp.connectiontimeout", "500");
        sender.getJavaMailProperties().setProperty("mail.smtp.timeout", "500");
        List<NotificationType> types = List.of(new Greeting());
        InternetAddress from = new MailSettings("My Shop <service@shop.example.com>", null).sender();
        return new MailChannel(sender, from, new EmailTemplates(null, types), types);
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

    private static List<String> texts(Part part) throws Exception {
        if (!(part.getContent() instanceof Multipart parts)) {
            return List.of(part.getContent().toString());
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < parts.getCount(); i++) {
            BodyPart inner = parts.getBodyPart(i);
            texts.addAll(texts(inner));
        }
        return texts;
    }
}
