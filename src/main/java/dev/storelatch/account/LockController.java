package dev.storelatch.account;

import dev.storelatch.core.Login;
import dev.storelatch.request.DeleteResponse;
import dev.storelatch.request.JsonBody;
import dev.storelatch.request.TargetAccount;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Routes {@code lock} of a customer or a user. */
@RestController
@RequestMapping({"/admin/customers/{id}/lock", "/admin/users/{id}/lock"})
class LockController {

    private final AccountLocks locks;
    private final Clock clock;

    LockController(AccountLocks locks, Clock clock) {
        this.locks = locks;
        this.clock = clock;
    }

    /** @param lock null if the account is not locked */
    record LockResponse(@Nullable AccountLock lock) {}

    @GetMapping
    LockResponse find(TargetAccount account) {
        return new LockResponse(locks.find(account.actor()).orElse(null));
    }

    @PostMapping
    LockResponse lock(TargetAccount account, @AuthenticationPrincipal Login login, JsonBody body) {
        locks.lock(account.actor(), AccountLock.read(body, clock.instant()), login.actor());
        return find(account);
    }

    @DeleteMapping
    DeleteResponse unlock(TargetAccount account) {
        locks.unlock(account.actor());
        return DeleteResponse.of(account.actor().id(), "lock");
    }
}
