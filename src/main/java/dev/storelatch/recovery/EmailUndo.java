package dev.storelatch.recovery;

import dev.storelatch.account.VerifiedEmails;
import dev.storelatch.core.AccountRecovered;
import dev.storelatch.core.AccountRegistry;
import dev.storelatch.core.Actor;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Failure;
import dev.storelatch.customer.EmailAssigned;
import dev.storelatch.customer.EmailChanges;
import dev.storelatch.link.Link;
import dev.storelatch.link.Links;
import java.util.Objects;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Undoes the change of an e-mail address by a link that was mailed to the former one. */
@Service
class EmailUndo {

    private final AccountRegistry accounts;
    private final Links links;
    private final EmailChanges emails;
    private final VerifiedEmails verifiedEmails;
    private final PasswordResetRequest passwordReset;
    private final ApplicationEventPublisher events;

    EmailUndo(
            AccountRegistry accounts,
            Links links,
            EmailChanges emails,
            VerifiedEmails verifiedEmails,
            PasswordResetRequest passwordReset,
            ApplicationEventPublisher events) {
        this.accounts = accounts;
        this.links = links;
        this.emails = emails;
        this.verifiedEmails = verifiedEmails;
        this.passwordReset = passwordReset;
        this.events = events;
    }

    /**
     * Gives the account the address back that the link was mailed to, whatever it is now. All log-ins end, the password is
     * no longer accepted, and a link for a new one is mailed to the address. Links that undo later changes, and were mailed
     * to addresses of whoever made these, are revoked; those of earlier changes are not.
     *
     * @return the account
     * @throws Failure.InvalidToken if the token is unknown, expired or used
     */
    @Transactional
    Actor undo(String token) {
        Actor actor = links.read(EmailLink.UNDO, token).map(Link::actor).orElseThrow(EmailConfirmation::refused);
        if (accounts.of(actor.realm()).lock(actor).isEmpty()) {
            throw EmailConfirmation.refused();
        }
        links.revokeLater(EmailLink.UNDO, token);
        Link link = links.consume(EmailLink.UNDO, token).orElseThrow(EmailConfirmation::refused);
        EmailAddress former = new EmailAddress(Objects.requireNonNull(link.recipient()));
        // First, so that the address that is given up is no longer verified, and gets no mail.
        verifiedEmails.record(actor, former);
        emails.restore(actor, former);
        events.publishEvent(new AccountRecovered(actor, former));
        passwordReset.post(actor, former);
        return actor;
    }

    /**
     * Keeps an address for its former account as long as that can have it back: a thief could register it otherwise.
     *
     * @throws Failure.Duplicate if it is kept for another account
     */
    @EventListener
    void reserve(EmailAssigned assigned) {
        if (emails.areConfirmed()
                && links.existsForOther(
                        EmailLink.UNDO, assigned.actor(), assigned.email().value())) {
            throw Registration.duplicate();
        }
    }
}
