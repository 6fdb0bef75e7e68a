package dev.storelatch.account;

import dev.storelatch.core.Actor;
import dev.storelatch.core.SignInCause;
import dev.storelatch.core.SignInCheck;
import dev.storelatch.core.StoredAccount;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Finds the lock of an account. */
@Component
class LockCheck implements SignInCheck {

    private final AccountStateRepository repository;

    LockCheck(AccountStateRepository repository) {
        this.repository = repository;
    }

    @Override
    public Stream<SignInCause> find(StoredAccount account) {
        return repository.findLock(account.actor()).stream().map(lock -> cause(account.actor(), lock));
    }

    private static SignInCause cause(Actor account, StoredLock lock) {
        String by = lock.administrator() == null ? "directly in the database" : "by " + lock.administrator();
        String until = lock.lock().until() == null
                ? "until somebody unlocks it"
                : "until " + SignInCause.text(lock.lock().until());
        String reason =
                lock.lock().reason() == null ? "" : " Reason: " + lock.lock().reason();
        return SignInCause.of(
                        SignInCause.Code.ACCOUNT_LOCKED, "The account was locked %s %s.%s".formatted(by, until, reason))
                .since(lock.since())
                .until(lock.lock().until())
                .repairedBy(SignInCause.Remedy.of("DELETE", account, "lock"));
    }
}
