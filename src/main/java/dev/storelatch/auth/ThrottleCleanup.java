package dev.storelatch.auth;

import java.util.concurrent.TimeUnit;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** Sweeps the throttle's table once a minute; replicas that do so at the same time share the work. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class ThrottleCleanup {

    private final LoginThrottle throttle;

    ThrottleCleanup(LoginThrottle throttle) {
        this.throttle = throttle;
    }

    @Scheduled(initialDelay = 1, fixedDelay = 1, timeUnit = TimeUnit.MINUTES)
    void sweep() {
        throttle.deleteFull();
    }
}
