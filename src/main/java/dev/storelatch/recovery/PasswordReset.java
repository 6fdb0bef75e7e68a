package dev.storelatch.recovery;

import dev.storelatch.account.VerifiedEmails;
import dev.storelatch.core.Account;
import dev.storelatch.core.AccountRegistry;
import dev.storelatch.core.Accounts;
import dev.storelatch.core.Actor;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Failure;
import dev.storelatch.core.Realm;
import dev.storelatch.link.Link;
import dev.storelatch.link.LinkPurpose;
import dev.storelatch.link.Links;
import dev.storelatch.password.Passwords;
import dev.storelatch.throttle.Budget;
import dev.storelatch.throttle.Throttle;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Sets a new password by a mailed link. It logs nobody in, and ends all log-ins of the account. */
@Service
class PasswordReset {

    static final LinkPurpose PURPOSE = LinkPurpose.opaque("PASSWORD_RESET");

    private final AccountRegistry accounts;
    private final Passwords passwords;
    private final Links links;
    private final VerifiedEmails verifiedEmails;
    private final Throttle throttle;
    private final TransactionOperations transaction;

    PasswordReset(
            AccountRegistry accounts,
            Passwords passwords,
            Links links,
            VerifiedEmails verifiedEmails,
            Throttle throttle,
            TransactionOperations transaction) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.links = links;
        this.verifiedEmails = verifiedEmails;
        this.throttle = throttle;
        this.transaction = transaction;
    }

    /**
     * Sets the password. The token is read first, since hashing is expensive, and consumed last, so that a refused
     * password does not use it up. The link was mailed to the account's address, which is verified by it. An empty password changes and consumes nothing, as in the contract.
     *
     * @return the account of the address
     * @throws Failure.InvalidToken if the token is not this account's, has expired or was used
     * @throws Failure.InvalidData if the password is refused
     */
    Actor reset(Realm realm, EmailAddress email, String token, String password) {
        Accounts realmAccounts = accounts.of(realm);
        Optional<Actor> owner = links.read(PURPOSE, token).map(Link::actor);
        Actor actor = realmAccounts
                .findByEmail(email)
                .map(Account::actor)
                .filter(account -> owner.filter(account::equals).isPresent())
                .orElseThrow(PasswordReset::refused);
        if (!password.isEmpty()) {
            passwords.checkNew(password, email);
            String hash = passwords.hash(password);
            transaction.executeWithoutResult(status -> {
                if (realmAccounts.lock(actor).isEmpty()
                        || links.consume(PURPOSE, token).isEmpty()) {
                    throw refused();
                }
                verifiedEmails.record(actor, email);
                realmAccounts.setPassword(actor, hash);
            });
            throttle.reset(Budget.LOGIN, email);
        }
        return actor;
    }

    private static Failure refused() {
        return new Failure.InvalidToken("Invalid or expired password reset token");
    }
}
