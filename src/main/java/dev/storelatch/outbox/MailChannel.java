package dev.storelatch.outbox;

import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;

/** Mail by SMTP (RFC 5321), as text and as HTML. */
final class MailChannel implements DeliveryChannel {

    static final String NAME = "mail";

    private final JavaMailSender sender;
    private final InternetAddress from;
    private final EmailTemplates templates;
    private final NoticeBudget budget;

    MailChannel(JavaMailSender sender, InternetAddress from, EmailTemplates templates, NoticeBudget budget) {
        this.sender = sender;
        this.from = from;
        this.templates = templates;
        this.budget = budget;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean carries(NotificationType type) {
        return templates.has(type.name());
    }

    @Override
    public DeliveryResult send(NotificationType type, OutboxMessage message) {
        Optional<Email> email = carries(type) ? type.email(message.notification()) : Optional.empty();
        if (email.isEmpty()) {
            return new DeliveryResult.Skipped();
        }
        return type.priority() == NotificationType.Priority.LINK
                ? send(message, email.get())
                : budget.spend(message.notification().account(), email.get().to(), () -> send(message, email.get()));
    }

    private DeliveryResult send(OutboxMessage message, Email email) {
        try {
            sender.send(mime(message, email));
            return new DeliveryResult.Accepted();
        } catch (MailSendException failure) {
            // Without a failed message the server has accepted it, and only closing the connection failed.
            return failure.getFailedMessages().isEmpty()
                    ? new DeliveryResult.Accepted()
                    : answer(failure.getFailedMessages().values().iterator().next());
        } catch (AddressException malformed) {
            return new DeliveryResult.Refused("no address");
        } catch (MailException | MessagingException failure) {
            return answer(failure);
        }
    }

    private MimeMessage mime(OutboxMessage message, Email email) throws MessagingException {
        Map<String, @Nullable Object> model = new HashMap<>(email.model());
        model.put(EmailTemplates.SHOP, shop());
        EmailTemplates.Content content = templates.render(message.type(), model);

        MimeMessage mime = sender.createMimeMessage();
        MimeMessageHelper mail =
                new MimeMessageHelper(mime, MimeMessageHelper.MULTIPART_MODE_RELATED, StandardCharsets.UTF_8.name());
        mail.setFrom(from);
        mail.setTo(address(email.to()));
        mail.setSubject(content.subject());
        mail.setText(content.text(), content.html());
        // RFC 5322 §3.6.4: the same at each attempt, so that a mailbox can detect duplicates.
        mime.setHeader("Message-ID", "<%s@%s>".formatted(message.id(), domain()));
        // RFC 3834 §5: suppresses automatic replies.
        mime.setHeader("Auto-Submitted", "auto-generated");
        return mime;
    }

    /** Refuses line breaks, which are valid in a quoted local part: JavaMail unfolds them, which changes the address. */
    private static InternetAddress address(String to) throws AddressException {
        if (to.chars().anyMatch(Character::isISOControl)) {
            throw new AddressException("control character");
        }
        return new InternetAddress(to, true);
    }

    private String shop() {
        return Objects.requireNonNullElseGet(from.getPersonal(), this::domain);
    }

    private String domain() {
        return from.getAddress().substring(from.getAddress().lastIndexOf('@') + 1);
    }

    /**
     * Returns the result of a failed attempt: only a permanent refusal of the recipient (RFC 5321 §4.2.1: 5yz) is final.
     * All other failures can be fixed at either end.
     */
    private static DeliveryResult answer(Exception failure) {
        if (failure instanceof SendFailedException refused
                && refused.getInvalidAddresses() != null
                && refused.getInvalidAddresses().length > 0) {
            return new DeliveryResult.Refused(
                    SmtpReply.append("the mail server does not accept the recipient", failure));
        }
        return new DeliveryResult.Deferred(SmtpReply.append(failure.getClass().getSimpleName(), failure));
    }
}
