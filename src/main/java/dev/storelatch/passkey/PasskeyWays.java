package dev.storelatch.passkey;

import dev.storelatch.core.Actor;
import dev.storelatch.core.LoginWays;
import org.springframework.stereotype.Component;

/** Counts the passkeys of an account, each of which logs it in. */
@Component
@ConditionalOnPasskeys
class PasskeyWays implements LoginWays {

    private final PasskeyRepository repository;

    PasskeyWays(PasskeyRepository repository) {
        this.repository = repository;
    }

    @Override
    public int count(Actor account) {
        return repository.list(account).size();
    }
}
