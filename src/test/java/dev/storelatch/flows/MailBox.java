package dev.storelatch.flows;

import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.springframework.test.context.DynamicPropertyRegistry;

/** Mails that a real SMTP server has received. */
final class MailBox {

    private static final Duration LONG = Duration.ofSeconds(60);

    private final GreenMail smtp;

    MailBox(GreenMail smtp) {
        this.smtp = smtp;
    }

    /** Starts the server and sets it as that of the server under test. */
    void start(DynamicPropertyRegistry properties) {
        smtp.start();
        properties.add("spring.mail.host", () -> "127.0.0.1");
        properties.add("spring.mail.port", () -> smtp.getSmtp().getPort());
        properties.add("storelatch.mail.from", () -> "My Shop <service@shop.example.com>");
        properties.add("storelatch.outbox.poll-interval", () -> "100ms");
    }

    /** Returns the mails to this address with this subject, oldest first. */
    List<ReceivedMail> mails(String address, String subject) {
        return Arrays.stream(smtp.getReceivedMessagesForDomain(address))
                .map(ReceivedMail::of)
                .filter(mail -> mail.subject().equals(subject))
                .toList();
    }

    /** Waits until as many mails have arrived, and returns the token of the link in the last of them. */
    String token(String address, String subject, int count) {
        await().atMost(LONG).until(() -> mails(address, subject).size() >= count);
        String text = mails(address, subject).get(count - 1).text();
        return text.substring(text.indexOf("token=") + "token=".length()).replaceFirst("(?s)[^\\w.-].*", "");
    }

    String token(String address, String subject) {
        return token(address, subject, 1);
    }
}
