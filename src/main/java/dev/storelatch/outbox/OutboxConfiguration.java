package dev.storelatch.outbox;

import dev.storelatch.database.Retention;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mail.javamail.JavaMailSender;
import tools.jackson.databind.json.JsonMapper;

/** Which ways there are here: those that are set up. */
@Configuration(proxyBeanMethods = false)
class OutboxConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxConfiguration.class);

    /** Spring Boot has a sender if an SMTP server is set, and the local run has its own if none is. */
    @Bean
    DeliveryChannel mail(ObjectProvider<JavaMailSender> senders, MailSettings settings, List<NotificationType> types) {
        JavaMailSender sender = senders.getIfAvailable();
        if (sender == null) {
            LOG.warn("Mail is off: nobody can reset a password or claim an order by mail, and nobody is told of a new"
                    + " password. Set spring.mail.host (SPRING_MAIL_HOST) and storelatch.mail.from.");
            return new DisabledMailChannel();
        }
        return new MailChannel(sender, settings.sender(), new EmailTemplates(settings.templates(), types), types);
    }

    @Bean
    @ConditionalOnProperty("storelatch.webhook.url")
    DeliveryChannel webhook(WebhookSettings settings, List<NotificationType> types, JsonMapper json, Clock clock) {
        return new WebhookChannel(settings, types, json, clock);
    }

    @Bean
    Retention outboxRetention(OutboxSettings settings, Clock clock) {
        return new Retention(
                "outbox",
                "id",
                "over_at",
                Retention.Unit.EPOCH_MILLIS,
                () -> clock.instant().minus(settings.keep()));
    }
}
