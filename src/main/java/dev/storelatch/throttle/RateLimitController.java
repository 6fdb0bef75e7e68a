package dev.storelatch.throttle;

import dev.storelatch.core.EmailAddress;
import dev.storelatch.request.DeleteResponse;
import dev.storelatch.request.TargetAccount;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.RestController;

/** Routes {@code rate-limits} of a customer or a user: an administrator fills the budgets of it and its address. */
@RestController
class RateLimitController {

    private final Throttle throttle;
    private final LoginAttempts attempts;

    RateLimitController(Throttle throttle, LoginAttempts attempts) {
        this.throttle = throttle;
        this.attempts = attempts;
    }

    @DeleteMapping({"/admin/customers/{id}/rate-limits", "/admin/users/{id}/rate-limits"})
    DeleteResponse reset(TargetAccount account) {
        EmailAddress email = new EmailAddress(account.email());
        throttle.resetAll(account.actor(), email);
        attempts.restore(account.actor(), email);
        return DeleteResponse.of(account.actor().id(), "rate-limits");
    }
}
