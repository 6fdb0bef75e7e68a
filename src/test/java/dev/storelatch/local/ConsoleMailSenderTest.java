package dev.storelatch.local;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.mail.javamail.MimeMessageHelper;

class ConsoleMailSenderTest {

    @Test
    void theTextOfAMailIsPrinted() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ConsoleMailSender sender = new ConsoleMailSender(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        MimeMessage message = sender.createMimeMessage();
        MimeMessageHelper mail = new MimeMessageHelper(message, true, "UTF-8");
        mail.setTo("user@example.com");
        mail.setSubject("Grüße");
        mail.setText("Öffne http://localhost:8000/#token=abc", "<p>Öffne</p>");

        sender.send(message);

        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("Mail to user@example.com", "Subject: Grüße", "Öffne http://localhost:8000/#token=abc")
                .doesNotContain("<p>");
    }
}
