package dev.storelatch.account;

import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.LoginHistory;
import dev.storelatch.request.TargetAccount;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Routes {@code account} of a customer or a user: its state, beside the profile that Medusa's routes show. */
@RestController
class AccountController {

    private final AccountLocks locks;
    private final VerifiedEmails verifiedEmails;
    private final LoginHistory history;

    AccountController(AccountLocks locks, VerifiedEmails verifiedEmails, LoginHistory history) {
        this.locks = locks;
        this.verifiedEmails = verifiedEmails;
        this.history = history;
    }

    record AccountResponse(AccountState account) {}

    /**
     * @param object {@code customer} or {@code user}
     * @param emailVerified true if the owner is known to use the address
     * @param awaitsVerification true if the account cannot log in before its address is confirmed
     * @param lastLoginAt null if no log-in is recorded
     * @param lock null if the account is not locked
     */
    record AccountState(
            String id,
            String object,
            boolean emailVerified,
            boolean awaitsVerification,
            @Nullable Instant lastLoginAt,
            @Nullable AccountLock lock) {}

    @GetMapping({"/admin/customers/{id}/account", "/admin/users/{id}/account"})
    AccountResponse find(TargetAccount account) {
        return new AccountResponse(new AccountState(
                account.actor().id(),
                account.actor().realm().objectName(),
                verifiedEmails.isVerified(account.actor(), new EmailAddress(account.email())),
                verifiedEmails.isAwaited(account.actor()),
                history.findLastLogin(account.actor()).orElse(null),
                locks.find(account.actor()).orElse(null)));
    }
}
