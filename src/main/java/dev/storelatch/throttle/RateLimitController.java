package dev.storelatch.throttle;

import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.SecurityEvent;
import dev.storelatch.request.DeleteResponse;
import dev.storelatch.request.TargetAccount;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.RestController;

/** Routes {@code rate-limits} of a customer or a user: an administrator fills the budgets of it and its address. */
@RestController
class RateLimitController {

    private final Throttle throttle;
    private final LoginAttempts attempts;
    private final ApplicationEventPublisher events;

    RateLimitController(Throttle throttle, LoginAttempts attempts, ApplicationEventPublisher events) {
        this.throttle = throttle;
        this.attempts = attempts;
        this.events = events;
    }

    @DeleteMapping({"/admin/customers/{id}/rate-limits", "/admin/users/{id}/rate-limits"})
    DeleteResponse reset(TargetAccount account) {
        EmailAddress email = new EmailAddress(account.email());
        throttle.resetAll(account.actor(), email);
        attempts.restore(account.actor(), email);
        events.publishEvent(SecurityEvent.of(SecurityEvent.Type.EXCESS_RATE_LIMIT_RESET, account.actor()));
        return DeleteResponse.of(account.actor().id(), "rate-limits");
    }
}
