package dev.storelatch.password;

import dev.storelatch.account.VerifiedEmails;
import dev.storelatch.core.Account;
import dev.storelatch.core.AccountRegistry;
import dev.storelatch.core.Accounts;
import dev.storelatch.core.Actor;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Failure;
import dev.storelatch.core.Realm;
import dev.storelatch.password.Passwords.Admission;
import dev.storelatch.password.Passwords.Verification;
import dev.storelatch.request.ClientInfo;
import dev.storelatch.throttle.LoginAttempts;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Authenticates accounts by password. Log-ins and requests that send the current password share one budget of the e-mail
 * address in each realm, and of the client's networks. No connection is held while a password is hashed.
 */
@Service
public class PasswordAuthentication {

    private final AccountRegistry accounts;
    private final Passwords passwords;
    private final LoginAttempts attempts;
    private final VerifiedEmails verifiedEmails;

    PasswordAuthentication(
            AccountRegistry accounts, Passwords passwords, LoginAttempts attempts, VerifiedEmails verifiedEmails) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.attempts = attempts;
        this.verifiedEmails = verifiedEmails;
    }

    /**
     * Returns the account with these credentials, and records that its address is used to log in. If the hashing queue is
     * full, the attempt is refused before anything else is done or counted.
     *
     * @param password null if it was not sent as a string; it is wrong then, whatever the account, and nothing is hashed
     * @throws Failure.TooManyRequests if the address was tried too often, with or without an account, or the accounts of
     *     all addresses from one network, or if the hashing queue is full
     * @throws Failure.Unauthorized if there is no such account or this is not its password: no caller can tell which
     */
    public Account authenticate(Realm realm, EmailAddress email, @Nullable String password, ClientInfo client) {
        if (password == null) {
            throw new Failure.Unauthorized("the password is not a string");
        }
        Accounts realmAccounts = accounts.of(realm);
        Account account = authenticate(
                realmAccounts,
                password,
                () -> realmAccounts.findByEmail(email),
                () -> attempts.begin(realm, email, client));
        if (!account.emailVerified()) {
            verifiedEmails.record(account.actor(), email);
        }
        return account;
    }

    /**
     * Checks the password of an account that is logged in.
     *
     * @param email the address of the account, whose budget the attempt counts against
     * @throws Failure as {@link #authenticate(Realm, EmailAddress, String, ClientInfo)}
     */
    public void reauthenticate(Actor actor, EmailAddress email, String password, ClientInfo client) {
        Accounts realmAccounts = accounts.of(actor.realm());
        authenticate(
                realmAccounts,
                password,
                () -> realmAccounts.find(actor),
                () -> attempts.begin(actor.realm(), email, client));
    }

    private Account authenticate(
            Accounts realmAccounts,
            String password,
            Supplier<Optional<Account>> lookup,
            Supplier<LoginAttempts.Attempt> charge) {
        Optional<Account> account;
        Verification verification;
        LoginAttempts.Attempt attempt;
        try (Admission admission = passwords.admit()) {
            attempt = charge.get();
            account = lookup.get();
            verification = verify(
                    admission, password, account.map(Account::passwordHash).orElse(null), attempt);
        }
        if (account.isEmpty() || !verification.matches()) {
            throw new Failure.Unauthorized("unknown account or wrong password");
        }
        attempt.succeed();
        String stronger = verification.replacement();
        if (stronger != null) {
            realmAccounts.upgradeHash(account.get(), stronger);
        }
        return account.get();
    }

    /** Unverified attempts do not count. */
    private static Verification verify(
            Admission admission, String password, @Nullable String storedHash, LoginAttempts.Attempt attempt) {
        try {
            return admission.verify(password, storedHash);
        } catch (Failure.TooManyRequests unverified) {
            attempt.cancel();
            throw unverified;
        }
    }
}
