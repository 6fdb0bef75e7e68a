package dev.storelatch.outbox;

import dev.storelatch.database.Retention;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mail.javamail.JavaMailSender;
import tools.jackson.databind.json.JsonMapper;

/** Delivery channels that are configured. */
@Configuration(proxyBeanMethods = false)
class OutboxConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxConfiguration.class);

    /** Uses the sender that Spring Boot makes if an SMTP server is set, or that of the local run otherwise. */
    @Bean
    DeliveryChannel mail(
            ObjectProvider<JavaMailSender> senders,
            MailSettings settings,
            NotificationTypes types,
            NoticeBudget budget) {
        JavaMailSender sender = senders.getIfAvailable();
        if (sender == null) {
            LOG.warn("Mail is off: password resets, order claims and notices are not mailed. Set spring.mail.host"
                    + " (SPRING_MAIL_HOST) and storelatch.mail.from.");
            return new DisabledMailChannel();
        }
        return new MailChannel(
                sender, settings.sender(), new EmailTemplates(settings.templates(), types.all()), budget);
    }

    @Bean
    @ConditionalOnProperty("storelatch.webhook.url")
    DeliveryChannel webhook(WebhookSettings settings, JsonMapper json, Clock clock) {
        return new WebhookChannel(settings, json, clock);
    }

    @Bean
    Retention outboxRetention(OutboxSettings settings, Clock clock) {
        return new Retention(
                "outbox",
                "id",
                "finished_at",
                Retention.Unit.TIMESTAMP,
                () -> clock.instant().minus(settings.keep()));
    }

    /** Messages of a channel that is not configured any more are never finished. */
    @Bean
    Retention undeliverableRetention(OutboxSettings settings, Clock clock) {
        return new Retention(
                "outbox",
                "id",
                "posted_at",
                Retention.Unit.TIMESTAMP,
                () -> clock.instant().minus(settings.giveUpAfter()).minus(settings.keep()));
    }
}
