package dev.storelatch.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.BodyPart;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mails to a real SMTP server, and to servers that refuse, fail or do not reply. */
@Timeout(60)
class MailChannelTest {

    private static final String USER = "user@example.com";
    private static final UUID ID = UUID.fromString("7f3b2c1d-0000-4000-8000-000000000001");

    private final GreenMail smtp = new GreenMail(ServerSetup.SMTP.dynamicPort());

    @BeforeEach
    void start() {
        smtp.start();
    }

    @AfterEach
    void stop() {
        smtp.stop();
    }

    @Test
    void aMailHasATextAndAnHtmlPart() throws Exception {
        assertThat(send("Ada", null)).isInstanceOf(DeliveryResult.Accepted.class);

        MimeMessage mail = received();
        assertThat(mail.getSubject()).isEqualTo("Hello Ada");
        assertThat(mail.getFrom()[0].toString()).isEqualTo("My Shop <service@shop.example.com>");
        assertThat(mail.getAllRecipients()[0].toString()).isEqualTo(USER);
        assertThat(mail.getHeader("Message-ID")).containsExactly("<%s@shop.example.com>".formatted(ID));
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(texts(mail))
                .satisfiesExactly(
                        text -> assertThat(text)
                                .isEqualToNormalizingNewlines(
                                        "Dear Ada, your link is https://shop.example.com/?a=1&b=2.\nMy Shop\n"),
                        html -> assertThat(html).contains("Dear Ada", "?a&#x3D;1&amp;b&#x3D;2"));
    }

    @Test
    void aNameAddsNeitherHeadersNorMarkup() throws Exception {
        send("Eve\r\nBcc: all@example.com\r\n\r\n<script>", null);

        MimeMessage mail = received();
        assertThat(mail.getHeader("Bcc")).isNull();
        assertThat(mail.getSubject()).isEqualTo("Hello Eve Bcc: all@example.com <script>");
        assertThat(texts(mail).get(1)).doesNotContain("<script>").contains("&lt;script&gt;");
    }

    @Test
    void aMessageWithNothingLeftToSendIsSkipped() {
        assertThat(send("nobody", null)).isInstanceOf(DeliveryResult.Skipped.class);
        assertThat(smtp.getReceivedMessages()).isEmpty();
    }

    @Test
    void aServerThatCannotBeReachedIsTemporary() {
        int port = smtp.getSmtp().getPort();
        smtp.stop();

        assertThat(send(port, "Ada", null)).isEqualTo(new DeliveryResult.Deferred("MailConnectException"));
    }

    @Test
    void aServerThatDoesNotReplyIsTemporary() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            assertThat(send(silent.getLocalPort(), "Ada", null)).isInstanceOf(DeliveryResult.Deferred.class);
        }
    }

    @Test
    void aPermanentRefusalOfTheRecipientIsFinal() throws IOException {
        try (ScriptedSmtp refusing = new ScriptedSmtp(Map.of("RCPT", "550 5.1.1 no such user"))) {
            assertThat(send(refusing.port(), "Ada", null))
                    .isEqualTo(new DeliveryResult.Refused("the mail server does not accept the recipient (550 5.1.1)"));
        }
    }

    /** The text of a reply can contain addresses. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "550 5.1.1 <user@example.com>: no such user | (550 5.1.1)",
                "550 user@example.com | (550)",
                "550-5.7.1 first line\\r\\n550 5.7.1 last line | (550 5.7.1)",
                "550 5.1.1234 status that is none | (550)",
                "550 | (550)"
            })
    void ofAReplyOnlyTheCodesAreKept(String reply, String codes) throws IOException {
        try (ScriptedSmtp refusing = new ScriptedSmtp(Map.of("RCPT", reply.replace("\\r\\n", "\r\n")))) {
            assertThat(send(refusing.port(), "Ada", null))
                    .isEqualTo(new DeliveryResult.Refused("the mail server does not accept the recipient " + codes));
        }
    }

    @Test
    void aTemporaryRefusalOfTheRecipientIsTemporary() throws IOException {
        try (ScriptedSmtp refusing = new ScriptedSmtp(Map.of("RCPT", "450 4.2.1 greylisted"))) {
            assertThat(send(refusing.port(), "Ada", null))
                    .isEqualTo(new DeliveryResult.Deferred("SendFailedException (450 4.2.1)"));
        }
    }

    @Test
    void anAcceptedMailStaysAcceptedIfClosingTheConnectionFails() throws IOException {
        try (ScriptedSmtp leaving = new ScriptedSmtp(Map.of("QUIT", ScriptedSmtp.RESET))) {
            assertThat(send(leaving.port(), "Ada", null)).isInstanceOf(DeliveryResult.Accepted.class);
            assertThat(leaving.commands).contains(".", "QUIT");
        }
    }

    @Test
    void anAddressWithALineBreakIsRefused() throws IOException {
        try (ScriptedSmtp server = new ScriptedSmtp(Map.of())) {
            assertThat(send(server.port(), "Ada", "\"a\r\n b\"@example.com"))
                    .isEqualTo(new DeliveryResult.Refused("no address"));
            assertThat(server.commands).noneMatch(command -> command.startsWith("RCPT"));
        }
    }

    @Test
    void aMalformedAddressIsRefused() {
        assertThat(send("Ada", "not an address")).isEqualTo(new DeliveryResult.Refused("no address"));
    }

    private DeliveryResult send(String name, @Nullable String recipient) {
        return send(smtp.getSmtp().getPort(), name, recipient);
    }

    private static DeliveryResult send(int port, String name, @Nullable String recipient) {
        return MailServers.channel(port)
                .send(
                        Greeting.NOTICE,
                        new OutboxMessage(ID, Greeting.NOTICE.name(), Greeting.to(name, recipient), Instant.EPOCH));
    }

    private MimeMessage received() {
        assertThat(smtp.getReceivedMessages()).hasSize(1);
        return smtp.getReceivedMessages()[0];
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
