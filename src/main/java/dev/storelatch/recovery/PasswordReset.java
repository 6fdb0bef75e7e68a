package dev.storelatch.recovery;

import dev.storelatch.core.Actor;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Failure;
import dev.storelatch.core.Ids;
import dev.storelatch.core.Realm;
import dev.storelatch.customer.Customer;
import dev.storelatch.customer.Customers;
import dev.storelatch.customer.Customers.Account;
import dev.storelatch.link.Link;
import dev.storelatch.link.Link.Purpose;
import dev.storelatch.link.Links;
import dev.storelatch.outbox.Notification;
import dev.storelatch.outbox.Outbox;
import dev.storelatch.password.Passwords;
import dev.storelatch.throttle.Throttle;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** A new password for whoever reads the account's mail. It logs nobody in, and ends all that was logged in. */
@Service
class PasswordReset {

    private final Customers customers;
    private final Passwords passwords;
    private final Links links;
    private final Outbox outbox;
    private final Throttle throttle;
    private final Ids ids;
    private final TransactionOperations transaction;

    PasswordReset(
            Customers customers,
            Passwords passwords,
            Links links,
            Outbox outbox,
            Throttle throttle,
            Ids ids,
            TransactionOperations transaction) {
        this.customers = customers;
        this.passwords = passwords;
        this.links = links;
        this.outbox = outbox;
        this.throttle = throttle;
        this.ids = ids;
        this.transaction = transaction;
    }

    /**
     * Mails a link, if the address has an account. Nobody can tell: without one, a link is written all the same, for an
     * account that does not exist, so that the answer takes as long (ASVS 6.3.8).
     *
     * @throws Failure.TooManyRequests if this has been asked of the address too often, account or not
     */
    void request(EmailAddress email) {
        throttle.resetMail(email);
        Optional<Account> account = customers.findAccount(email);
        transaction.executeWithoutResult(status -> {
            Actor actor = account.map(Account::actor).orElseGet(() -> new Actor(Realm.STORE, ids.next("cus")));
            String link = links.issue(Purpose.PASSWORD_RESET, actor);
            if (account.isPresent()) {
                outbox.post(PasswordResetNotification.NAME, new Notification(link, null));
            }
        });
    }

    /**
     * Sets the password. The token is looked at first, since a hash is dear, and spent at last, so that a refused
     * password leaves it good. An empty password changes and spends nothing, as in the contract.
     *
     * @throws Failure.InvalidToken if the token is not this account's, or expired, or used
     * @throws Failure.InvalidData if the password is refused
     */
    Customer reset(EmailAddress email, String token, String password) {
        Optional<Link> link = links.read(Purpose.PASSWORD_RESET, token);
        Actor actor = customers
                .findAccount(email)
                .map(Account::actor)
                .filter(owner -> link.map(Link::actor).filter(owner::equals).isPresent())
                .orElseThrow(PasswordReset::refused);
        if (!password.isEmpty()) {
            passwords.checkNew(password, email);
            String hash = passwords.hash(password);
            transaction.executeWithoutResult(status -> {
                if (customers.lock(actor).isEmpty()
                        || links.spend(Purpose.PASSWORD_RESET, token).isEmpty()) {
                    throw refused();
                }
                customers.resetPassword(actor, hash);
            });
            throttle.succeeded(email);
        }
        return customers.profile(actor.id()).customer();
    }

    private static Failure refused() {
        return new Failure.InvalidToken("Invalid or expired password reset token");
    }
}
