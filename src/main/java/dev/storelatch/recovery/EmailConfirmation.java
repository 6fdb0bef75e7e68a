package dev.storelatch.recovery;

import dev.storelatch.core.Account;
import dev.storelatch.core.AccountRegistry;
import dev.storelatch.core.Actor;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Failure;
import dev.storelatch.core.Login;
import dev.storelatch.core.SecurityEvent;
import dev.storelatch.customer.EmailChangeRequested;
import dev.storelatch.link.Link;
import dev.storelatch.link.Links;
import dev.storelatch.outbox.Notification;
import dev.storelatch.outbox.Outbox;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Confirms by a mailed link that an e-mail address is that of an account: the address of a new account, or a changed one.
 */
@Service
class EmailConfirmation {

    private final AccountRegistry accounts;
    private final Links links;
    private final ConfirmedEmails confirmedEmails;
    private final Outbox outbox;
    private final ApplicationEventPublisher events;

    EmailConfirmation(
            AccountRegistry accounts,
            Links links,
            ConfirmedEmails confirmedEmails,
            Outbox outbox,
            ApplicationEventPublisher events) {
        this.accounts = accounts;
        this.links = links;
        this.confirmedEmails = confirmedEmails;
        this.outbox = outbox;
        this.events = events;
    }

    @EventListener
    void request(EmailChangeRequested change) {
        request(change.actor(), change.email());
    }

    /** Mails a link to the address, in the caller's transaction. It replaces that of an earlier request of the account. */
    void request(Actor actor, EmailAddress email) {
        request(actor, email, SecurityEvent.of(SecurityEvent.Type.AUTHN_LINK_REQUEST, actor));
    }

    /** Does the same for the account with this address, which may be none, whose id is not recorded then. */
    void requestAgain(Actor actor, EmailAddress email) {
        request(actor, email, SecurityEvent.of(SecurityEvent.Type.AUTHN_LINK_REQUEST, actor.realm(), email));
    }

    private void request(Actor actor, EmailAddress email, SecurityEvent event) {
        links.revoke(EmailLink.CONFIRMATION, actor);
        String link = links.issue(EmailLink.CONFIRMATION, actor, email.value(), "");
        events.publishEvent(event.because("email_confirmation"));
        outbox.post(EmailConfirmationNotification.NAME, new Notification(actor, link, null));
    }

    /**
     * Finds the account of a link without using the link.
     *
     * @throws Failure.InvalidToken if the token is unknown, expired or used
     */
    Account find(String token) {
        return links.read(EmailLink.CONFIRMATION, token)
                .map(Link::actor)
                .flatMap(actor -> accounts.of(actor.realm()).find(actor))
                .orElseThrow(EmailConfirmation::refused);
    }

    /**
     * Gives the account the address that the link was mailed to. If it is a new one, that ends all log-ins, except the session
     * of the request if it is the account's, and deletes an account that has registered the address without confirming it.
     *
     * @param registeredHere true if the account was registered in this browser, and nobody has logged in to it
     * @param login the log-in of the request; null if it has none
     * @throws Failure.InvalidToken if the token is unknown, expired or used
     * @throws Failure.Duplicate if another account has the address by now
     */
    @Transactional
    void confirm(Actor actor, String token, boolean registeredHere, @Nullable Login login) {
        Spent spent = spend(actor, token);
        if (!spent.confirmed().value().equals(spent.current())) {
            String continuingSession = login != null && login.actor().equals(actor) ? login.sessionId() : null;
            confirmedEmails.change(actor, spent.confirmed(), continuingSession);
        } else if (registeredHere) {
            confirmedEmails.recordProven(actor, spent.confirmed());
        } else {
            confirmedEmails.record(actor, spent.confirmed());
        }
    }

    /**
     * A link that was used.
     *
     * @param current the stored address of the account
     * @param confirmed the address that the link was mailed to
     */
    record Spent(String current, EmailAddress confirmed) {

        @Override
        public String toString() {
            return "Spent[redacted]";
        }
    }

    /** Locks the account, then consumes the link; see {@link dev.storelatch.core.Accounts#lock}. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Spent spend(Actor actor, String token) {
        String current = accounts.of(actor.realm()).lock(actor).orElseThrow(EmailConfirmation::refused);
        Link link = links.consume(EmailLink.CONFIRMATION, token).orElseThrow(EmailConfirmation::refused);
        return new Spent(current, new EmailAddress(Objects.requireNonNull(link.recipient())));
    }

    /** Returns the failure of a token that confirms or undoes nothing, whatever the reason. */
    static Failure refused() {
        return new Failure.InvalidToken("Invalid or expired token");
    }
}
