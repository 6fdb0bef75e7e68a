package dev.storelatch.account;

import dev.storelatch.core.AccountRecovered;
import dev.storelatch.core.Actor;
import dev.storelatch.core.EmailAddress;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;

/**
 * The e-mail address of each account that its owner is known to use: it was used to log in, or confirmed by a mailed link.
 * An address that was only registered or changed to can be a stranger's.
 */
@Service
public class VerifiedEmails {

    private final AccountStateRepository repository;

    VerifiedEmails(AccountStateRepository repository) {
        this.repository = repository;
    }

    /** Records that the account uses the address, instead of a former one. Costs one statement. */
    public void record(Actor account, EmailAddress email) {
        repository.saveVerifiedEmail(account, email);
    }

    /**
     * Records that the account uses the address, and that its owner has set the credentials of the account: a stranger who has
     * registered the address before knows none of them (arXiv 2205.10174). Costs one statement.
     */
    public void recordProven(Actor account, EmailAddress email) {
        repository.saveProvenEmail(account, email);
    }

    /** Returns true if {@link #recordProven} was called last with this address. Costs one statement. */
    public boolean isProven(Actor account, EmailAddress email) {
        return repository.isProvenEmail(account, email);
    }

    @EventListener
    void recordProven(AccountRecovered recovery) {
        recordProven(recovery.actor(), recovery.email());
    }

    /** Keeps a new account from logging in until its address is recorded. */
    public void await(Actor account) {
        repository.awaitVerification(account);
    }

    /** Returns true if the account, even a locked one, cannot log in until its address is recorded. Costs one statement. */
    public boolean isAwaited(Actor account) {
        return repository.awaitsVerification(account);
    }

    /** Returns true if this is the address that was recorded last for the account. Costs one statement. */
    public boolean isVerified(Actor account, EmailAddress email) {
        return repository
                .findVerifiedEmail(account)
                .filter(email.value()::equals)
                .isPresent();
    }
}
