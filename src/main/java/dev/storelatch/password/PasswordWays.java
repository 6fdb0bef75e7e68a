package dev.storelatch.password;

import dev.storelatch.core.AccountRegistry;
import dev.storelatch.core.Actor;
import dev.storelatch.core.LoginWays;
import dev.storelatch.core.StoredAccount;
import org.springframework.stereotype.Component;

/** Counts the password of an account, if it has one. */
@Component
class PasswordWays implements LoginWays {

    private final AccountRegistry accounts;

    PasswordWays(AccountRegistry accounts) {
        this.accounts = accounts;
    }

    @Override
    public int count(Actor account) {
        return accounts.of(account.realm())
                .findStored(account)
                .filter(StoredAccount::hasPassword)
                .map(stored -> 1)
                .orElse(0);
    }
}
