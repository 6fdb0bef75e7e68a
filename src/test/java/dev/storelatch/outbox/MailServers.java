package dev.storelatch.outbox;

import dev.storelatch.throttle.Throttle;
import dev.storelatch.throttle.Throttles;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.mail.internet.InternetAddress;
import java.util.List;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** Mail channels for SMTP servers of tests. */
final class MailServers {

    private MailServers() {}

    /** Returns a channel that waits half a second for each reply. */
    static MailChannel channel(int port) {
        return channel(port, 500);
    }

    static MailChannel channel(int port, int timeoutMillis) {
        return channel(port, timeoutMillis, Throttles.disabled(new DriverManagerDataSource()));
    }

    static MailChannel channel(int port, int timeoutMillis, Throttle throttle) {
        JavaMailSenderImpl sender = new JavaMailSenderImpl();
        sender.setHost("127.0.0.1");
        sender.setPort(port);
        sender.getJavaMailProperties().setProperty("mail.smtp.connectiontimeout", "500");
        sender.getJavaMailProperties().setProperty("mail.smtp.timeout", String.valueOf(timeoutMillis));
        InternetAddress from = new MailSettings("My Shop <service@shop.example.com>", null).sender();
        return new MailChannel(
                sender,
                from,
                new EmailTemplates(null, List.of(Greeting.NOTICE, Greeting.LINK)),
                new NoticeBudget(throttle, new DroppedNotices(new SimpleMeterRegistry())));
    }
}
