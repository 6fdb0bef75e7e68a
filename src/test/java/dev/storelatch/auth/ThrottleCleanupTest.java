package dev.storelatch.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.scheduling.config.FixedDelayTask;
import org.springframework.scheduling.config.ScheduledTask;
import org.springframework.scheduling.config.ScheduledTaskHolder;

class ThrottleCleanupTest {

    @Test
    void theServerSweepsOnceAMinute() {
        DataSource unused = new DriverManagerDataSource();
        new ApplicationContextRunner()
                .withBean(
                        ThrottleSettings.class,
                        () -> new ThrottleSettings(
                                true, 10, Duration.ofMinutes(1), 60, Duration.ofSeconds(10), 3, Duration.ofMinutes(10)))
                .withBean(JdbcClient.class, () -> JdbcClient.create(unused))
                .withBean(Clock.class, Clock::systemUTC)
                .withUserConfiguration(LoginThrottle.class, ThrottleCleanup.class)
                .run(context -> assertThat(
                                context.getBean(ScheduledTaskHolder.class).getScheduledTasks())
                        .extracting(ScheduledTask::getTask)
                        .singleElement()
                        .isInstanceOfSatisfying(
                                FixedDelayTask.class,
                                task -> assertThat(task.getIntervalDuration()).isEqualTo(Duration.ofMinutes(1))));
    }
}
