package dev.storelatch.outbox;

import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;

/** MailChannel by SMTP (RFC 5321), as text and as HTML. */
final class MailChannel implements DeliveryChannel {

    static final String NAME = "mail";

    private final JavaMailSender sender;
    private final InternetAddress from;
    private final EmailTemplates templates;
    private final Map<String, NotificationType> topics;

    MailChannel(
            JavaMailSender sender,
            InternetAddress from,
            EmailTemplates templates,
            Collection<NotificationType> topics) {
        this.sender = sender;
        this.from = from;
        this.templates = templates;
        this.topics = topics.stream().collect(Collectors.toMap(NotificationType::name, Function.identity()));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean carries(String topic) {
        return templates.has(topic);
    }

    @Override
    public DeliveryResult send(OutboxMessage message) {
        NotificationType topic = topics.get(message.topic());
        if (topic == null) {
            return DeliveryResult.Deferred.UNKNOWN_TOPIC;
        }
        Optional<Email> letter = carries(topic.name()) ? topic.letter(message.posting()) : Optional.empty();
        if (letter.isEmpty()) {
            return new DeliveryResult.NothingToSay();
        }
        try {
            sender.send(mime(message, letter.get()));
            return new DeliveryResult.Accepted();
        } catch (MailSendException failure) {
            // No message failed: the server has accepted it, and only the good-bye went wrong.
            return failure.getFailedMessages().isEmpty()
                    ? new DeliveryResult.Accepted()
                    : answer(failure.getFailedMessages().values().iterator().next());
        } catch (AddressException malformed) {
            return new DeliveryResult.Refused("no address");
        } catch (MailException | MessagingException failure) {
            return answer(failure);
        }
    }

    private MimeMessage mime(OutboxMessage message, Email letter) throws MessagingException {
        Map<String, @Nullable Object> model = new HashMap<>(letter.model());
        model.put(EmailTemplates.SHOP, shop());
        EmailTemplates.Content content = templates.render(message.topic(), model);

        MimeMessage mime = sender.createMimeMessage();
        MimeMessageHelper mail =
                new MimeMessageHelper(mime, MimeMessageHelper.MULTIPART_MODE_RELATED, StandardCharsets.UTF_8.name());
        mail.setFrom(from);
        mail.setTo(address(letter.to()));
        mail.setSubject(content.subject());
        mail.setText(content.text(), content.html());
        // RFC 5322 §3.6.4: the same at each attempt, so that a mailbox can tell a repetition.
        mime.setHeader("Message-ID", "<%s@%s>".formatted(message.id(), domain()));
        // RFC 3834 §5: no out-of-office notes, please.
        mime.setHeader("Auto-Submitted", "auto-generated");
        return mime;
    }

    /** The contract allows a line break in a quoted local part. JavaMail unfolds it, which makes it another address. */
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
     * A recipient whom the server refuses for good (RFC 5321 §4.2.1: 5yz) is final. All else can be mended there or here,
     * and is tried again.
     */
    private static DeliveryResult answer(Exception failure) {
        if (failure instanceof SendFailedException refused
                && refused.getInvalidAddresses() != null
                && refused.getInvalidAddresses().length > 0) {
            return new DeliveryResult.Refused("the mail server does not accept the recipient");
        }
        return new DeliveryResult.Deferred(failure.getClass().getSimpleName());
    }
}
