package dev.storelatch.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** Without a mail server nothing waits for one, and the operator knows. */
@ExtendWith(OutputCaptureExtension.class)
class DisabledMailTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final ApplicationContextRunner server = new ApplicationContextRunner()
            .withBean(Greeting.class, Greeting::new)
            .withBean(MailSettings.class, () -> new MailSettings("service@shop.example.com", null))
            .withBean(OutboxSettings.class, () -> new OutboxSettings(HOUR, HOUR, HOUR, HOUR))
            .withBean(Clock.class, Clock::systemUTC)
            .withUserConfiguration(OutboxConfiguration.class);

    @Test
    void theStartSaysSoAndNothingIsPosted(CapturedOutput log) {
        server.run(context -> {
            assertThat(context.getBean(DeliveryChannel.class).carries(Greeting.NAME))
                    .isFalse();
            assertThat(log).contains("Mail is off", "spring.mail.host");
        });
    }

    @Test
    void withAServerItIsOn(CapturedOutput log) {
        server.withBean(JavaMailSender.class, JavaMailSenderImpl::new).run(context -> {
            assertThat(context.getBean(DeliveryChannel.class).carries(Greeting.NAME))
                    .isTrue();
            assertThat(log).doesNotContain("Mail is off");
        });
    }
}
