package dev.storelatch.auth;

import dev.storelatch.core.Account;
import dev.storelatch.core.AccountRegistry;
import dev.storelatch.core.Accounts;
import dev.storelatch.core.Failure;
import dev.storelatch.core.Realm;
import dev.storelatch.password.Passwords;
import dev.storelatch.password.Passwords.Admission;
import dev.storelatch.password.Passwords.Verification;
import dev.storelatch.throttle.Budget;
import dev.storelatch.throttle.Throttle;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** Authenticates an account by its e-mail address and password. No connection is held while the password is hashed. */
@Service
class PasswordAuthentication {

    private final AccountRegistry accounts;
    private final Passwords passwords;
    private final Throttle throttle;

    PasswordAuthentication(AccountRegistry accounts, Passwords passwords, Throttle throttle) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.throttle = throttle;
    }

    /**
     * Returns the account of these credentials. If the hashing queue is full, the attempt is refused before anything else
     * is done or counted.
     *
     * @throws Failure.TooManyRequests if the address was tried too often, with or without an account, or if too many log in
     *     at once
     * @throws Failure.Unauthorized if there is no such account or this is not its password: no caller can tell which
     */
    Account authenticate(Realm realm, Credentials credentials) {
        Accounts realmAccounts = accounts.of(realm);
        Optional<Account> account;
        Verification verification;
        try (Admission admission = passwords.admit()) {
            throttle.consume(Budget.LOGIN, credentials.email());
            account = realmAccounts.findByEmail(credentials.email());
            verification = verify(admission, credentials, account);
        }
        if (account.isEmpty() || !verification.matches()) {
            throw new Failure.Unauthorized("unknown account or wrong password");
        }
        throttle.reset(Budget.LOGIN, credentials.email());
        String stronger = verification.replacement();
        if (stronger != null) {
            realmAccounts.upgradeHash(account.get(), stronger);
        }
        return account.get();
    }

    /** Unchecked attempts do not count. */
    private Verification verify(Admission admission, Credentials credentials, Optional<Account> account) {
        try {
            return admission.verify(
                    credentials.password(), account.map(Account::passwordHash).orElse(null));
        } catch (Failure.TooManyRequests unchecked) {
            throttle.refund(Budget.LOGIN, credentials.email());
            throw unchecked;
        }
    }
}
