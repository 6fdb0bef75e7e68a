package dev.storelatch.local;

import jakarta.mail.BodyPart;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;
import org.springframework.mail.MailParseException;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** Prints the mails of a local run without a mail server. It uses standard output, so that no log contains their links. */
final class ConsoleMailSender extends JavaMailSenderImpl {

    private final PrintStream out;

    ConsoleMailSender(PrintStream out) {
        this.out = out;
    }

    @Override
    protected void doSend(MimeMessage[] messages, Object @Nullable [] originals) {
        for (MimeMessage message : messages) {
            try {
                out.println("""

                        Mail to %s
                        Subject: %s

                        %s""".formatted(
                        message.getRecipients(Message.RecipientType.TO)[0], message.getSubject(), text(message)));
            } catch (MessagingException | IOException malformed) {
                throw new MailParseException(malformed);
            }
        }
    }

    /** Returns the first part, which is the text: it precedes the HTML (RFC 2046 §5.1.4). */
    private static Object text(Part part) throws MessagingException, IOException {
        Object content = part.getContent();
        if (content instanceof Multipart parts) {
            BodyPart first = parts.getBodyPart(0);
            return text(first);
        }
        return content;
    }
}
