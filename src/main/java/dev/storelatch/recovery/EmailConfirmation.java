package dev.storelatch.recovery;

import dev.storelatch.account.VerifiedEmails;
import dev.storelatch.core.AccountRegistry;
import dev.storelatch.core.Actor;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Failure;
import dev.storelatch.core.Login;
import dev.storelatch.customer.EmailChangeRequested;
import dev.storelatch.customer.EmailChanges;
import dev.storelatch.link.Link;
import dev.storelatch.link.Links;
import dev.storelatch.outbox.Notification;
import dev.storelatch.outbox.Outbox;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Confirms by a mailed link that an e-mail address is that of an account. */
@Service
class EmailConfirmation {

    private final AccountRegistry accounts;
    private final Links links;
    private final EmailChanges emails;
    private final VerifiedEmails verifiedEmails;
    private final Outbox outbox;

    EmailConfirmation(
            AccountRegistry accounts, Links links, EmailChanges emails, VerifiedEmails verifiedEmails, Outbox outbox) {
        this.accounts = accounts;
        this.links = links;
        this.emails = emails;
        this.verifiedEmails = verifiedEmails;
        this.outbox = outbox;
    }

    /** Mails a link to the new address, in the transaction of the request. It replaces that of an earlier request. */
    @EventListener
    void request(EmailChangeRequested change) {
        links.revoke(EmailLink.CONFIRMATION, change.actor());
        String link = links.issue(
                EmailLink.CONFIRMATION, change.actor(), change.email().value(), "");
        outbox.post(EmailConfirmationNotification.NAME, new Notification(change.actor(), link, null));
    }

    /**
     * Gives the account the address that the link was mailed to. That ends all its log-ins, except the session of the
     * request if it is the account's.
     *
     * @param login the log-in of the request; null if it has none
     * @return the account
     * @throws Failure.InvalidToken if the token is unknown, expired or used
     * @throws Failure.Duplicate if another account has the address by now
     */
    @Transactional
    Actor confirm(String token, @Nullable Login login) {
        Actor actor =
                links.read(EmailLink.CONFIRMATION, token).map(Link::actor).orElseThrow(EmailConfirmation::refused);
        String current = accounts.of(actor.realm()).lock(actor).orElseThrow(EmailConfirmation::refused);
        Link link = links.consume(EmailLink.CONFIRMATION, token).orElseThrow(EmailConfirmation::refused);
        EmailAddress confirmed = new EmailAddress(Objects.requireNonNull(link.recipient()));
        if (!confirmed.value().equals(current)) {
            emails.confirm(actor, confirmed, login != null && login.actor().equals(actor) ? login.sessionId() : null);
        }
        verifiedEmails.record(actor, confirmed);
        return actor;
    }

    /** Returns the failure of a token that confirms or undoes nothing, whatever the reason. */
    static Failure refused() {
        return new Failure.InvalidToken("Invalid or expired token");
    }
}
