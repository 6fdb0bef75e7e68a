package dev.storelatch.recovery;

import dev.storelatch.core.Account;
import dev.storelatch.core.AccountRegistry;
import dev.storelatch.core.Actor;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Failure;
import dev.storelatch.core.Realm;
import dev.storelatch.core.SecurityEvent;
import dev.storelatch.crypto.Sha256;
import dev.storelatch.link.Links;
import dev.storelatch.outbox.Notification;
import dev.storelatch.outbox.Outbox;
import dev.storelatch.request.ClientInfo;
import dev.storelatch.request.TargetAccount;
import dev.storelatch.throttle.ResetMails;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Mails a link for a new password. */
@Service
class PasswordResetRequest {

    private final AccountRegistry accounts;
    private final Links links;
    private final Outbox outbox;
    private final ResetMails resetMails;
    private final ApplicationEventPublisher events;
    private final TransactionOperations transaction;

    PasswordResetRequest(
            AccountRegistry accounts,
            Links links,
            Outbox outbox,
            ResetMails resetMails,
            ApplicationEventPublisher events,
            TransactionOperations transaction) {
        this.accounts = accounts;
        this.links = links;
        this.outbox = outbox;
        this.resetMails = resetMails;
        this.events = events;
        this.transaction = transaction;
    }

    /**
     * Mails a link if the address has an account. Without one, the same statements are run for an account that does not
     * exist, and the delivery skips the notification, so that the response takes as long (ASVS 6.3.8). Beyond the budget of the
     * address nothing is mailed, and the last link stays valid: the response is the same, since a stranger may have requested
     * the mails before.
     *
     * @throws Failure.TooManyRequests if too many such mails were requested from the client's network
     */
    void request(Realm realm, EmailAddress email, ClientInfo client) {
        if (resetMails.tryConsume(realm, email, client)) {
            Optional<Account> account = accounts.of(realm).findByEmail(email);
            Actor actor = account.map(Account::actor).orElseGet(() -> nobody(realm, email));
            post(actor, email);
        }
    }

    /**
     * Mails a link to an account on behalf of an administrator, who learns whether that is possible.
     *
     * @throws Failure.InvalidData if the account is locked
     * @throws Failure.TooManyRequests if its address was sent too many such mails
     */
    void requestFor(TargetAccount account) {
        if (accounts.of(account.actor().realm()).find(account.actor()).isEmpty()) {
            throw new Failure.InvalidData("The account is locked");
        }
        EmailAddress email = new EmailAddress(account.email());
        resetMails.consume(email);
        post(account.actor(), email);
    }

    /** Mails a link to an account, in the current transaction if there is one. */
    void post(Actor actor, EmailAddress email) {
        Realm realm = actor.realm();
        transaction.executeWithoutResult(status -> {
            String link =
                    links.issue(PasswordResetLink.purpose(realm), actor, null, PasswordResetLink.payload(realm, email));
            events.publishEvent(SecurityEvent.of(SecurityEvent.Type.AUTHN_LINK_REQUEST, realm, email)
                    .because("password_reset"));
            outbox.post(PasswordResetNotification.name(realm), new Notification(actor, link, null));
        });
    }

    /** Returns the same account for the same address, so that a second request replaces the link of the first, too. */
    static Actor nobody(Realm realm, EmailAddress email) {
        return new Actor(realm, "none_" + Sha256.base64UrlOf(email.value()));
    }
}
