package dev.storelatch.flows;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;

/** A received mail, with its plain text part. */
record ReceivedMail(String subject, String text) {

    static ReceivedMail of(MimeMessage mail) {
        try {
            return new ReceivedMail(mail.getSubject(), text(mail));
        } catch (MessagingException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(Part part) throws MessagingException, IOException {
        return part.getContent() instanceof Multipart parts
                ? text(parts.getBodyPart(0))
                : part.getContent().toString();
    }
}
