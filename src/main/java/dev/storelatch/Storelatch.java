package dev.storelatch;

import dev.storelatch.command.CommandLine;
import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** The authentication server for headless stores. */
@SpringBootApplication(
        proxyBeanMethods = false,
        // Observations would cost every request more than its own work; meters are kept without them.
        exclude = {ObservationAutoConfiguration.class, UserDetailsServiceAutoConfiguration.class})
@ConfigurationPropertiesScan
public class Storelatch {

    public static void main(String[] args) {
        Thread.setDefaultUncaughtExceptionHandler(new UncaughtErrorHandler());
        CommandLine commandLine = new CommandLine(args);
        if (commandLine.hasCommand()) {
            System.exit(commandLine.run(System.out, System.err));
        }
        SpringApplication.run(Storelatch.class, args);
    }

    /** The one source of time, so that every expiry can be tested without waiting. */
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
