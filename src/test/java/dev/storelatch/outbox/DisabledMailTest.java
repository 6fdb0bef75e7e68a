package dev.storelatch.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.throttle.Throttles;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** Without a mail server no mail is stored, and the log warns at startup. */
@ExtendWith(OutputCaptureExtension.class)
class DisabledMailTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final ApplicationContextRunner server = new ApplicationContextRunner()
            .withBean(NotificationTypes.class, () -> new NotificationTypes(List.of(Greeting.NOTICE)))
            .withBean(MailSettings.class, () -> new MailSettings("service@shop.example.com", null))
            .withBean(OutboxSettings.class, () -> new OutboxSettings(HOUR, HOUR, HOUR, HOUR, 20))
            .withBean(
                    NoticeBudget.class,
                    () -> new NoticeBudget(
                            Throttles.disabled(new DriverManagerDataSource()),
                            new DroppedNotices(new SimpleMeterRegistry())))
            .withBean(Clock.class, Clock::systemUTC)
            .withUserConfiguration(OutboxConfiguration.class);

    @Test
    void mailIsOffWithoutAServerAndTheLogWarns(CapturedOutput log) {
        server.run(context -> {
            assertThat(context.getBean(DeliveryChannel.class).carries(Greeting.NOTICE))
                    .isFalse();
            assertThat(log).contains("Mail is off", "spring.mail.host");
        });
    }

    @Test
    void mailIsOnWithAServer(CapturedOutput log) {
        server.withBean(JavaMailSender.class, JavaMailSenderImpl::new).run(context -> {
            assertThat(context.getBean(DeliveryChannel.class).carries(Greeting.NOTICE))
                    .isTrue();
            assertThat(log).doesNotContain("Mail is off");
        });
    }
}
