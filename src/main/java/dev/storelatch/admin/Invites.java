package dev.storelatch.admin;

import dev.storelatch.core.Actor;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Failure;
import dev.storelatch.core.Ids;
import dev.storelatch.core.Realm;
import dev.storelatch.core.SecurityEvent;
import java.time.Duration;
import java.util.List;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Invites people to run the store, by a mailed link. */
@Service
class Invites {

    /** Validity of an invite, as in Medusa. */
    static final Duration LIFETIME = Duration.ofDays(7);

    /** Number of invites beyond which none is added, since the list has no pages. */
    private static final int MOST = 1_000;

    private final InviteRepository repository;
    private final InviteTokens tokens;
    private final InviteSender sender;
    private final Users users;
    private final Ids ids;
    private final ApplicationEventPublisher events;

    Invites(
            InviteRepository repository,
            InviteTokens tokens,
            InviteSender sender,
            Users users,
            Ids ids,
            ApplicationEventPublisher events) {
        this.repository = repository;
        this.tokens = tokens;
        this.sender = sender;
        this.users = users;
        this.ids = ids;
        this.events = events;
    }

    /** Returns the invites that were not accepted yet, newest first, with their tokens. */
    List<Invite> list() {
        return repository.findAll(MOST).stream()
                .map(invite -> invite.withToken(tokens.token(invite)))
                .toList();
    }

    /**
     * Invites an address. If it has an invite, that is renewed with this role.
     *
     * @throws Failure.InvalidData if a user has the address, or there are too many invites
     * @throws Failure.TooManyRequests if the address was sent too many invites
     */
    void create(Actor inviter, EmailAddress email, Role role) {
        if (users.exists(email)) {
            throw new Failure.InvalidData("Can't invite a user with an existing account");
        }
        if (repository.hasOthers(email, MOST)) {
            throw new Failure.InvalidData("there must not be more than %d invites".formatted(MOST));
        }
        sender.send(inviter, email, expiresAt -> repository.save(ids.next("invite"), email, role, expiresAt));
    }

    /**
     * Renews the invite and mails it again.
     *
     * @throws Failure.InvalidData if there is no such invite, or it was accepted
     * @throws Failure.TooManyRequests if its address was sent too many invites
     */
    void resend(Actor inviter, String id) {
        Invite invite = repository.findOpen(id).orElseThrow(Invites::unknown);
        sender.send(inviter, new EmailAddress(invite.userEmail()), expiresAt -> {
            if (!repository.renew(id, expiresAt)) {
                throw unknown();
            }
            return id;
        });
    }

    /** Deletes the invite, whose token is not valid any more. Does nothing if there is no such invite. */
    @Transactional
    public void delete(String id) {
        repository
                .delete(id)
                .map(EmailAddress::new)
                .ifPresent(email -> events.publishEvent(
                        SecurityEvent.of(SecurityEvent.Type.USER_INVITE_REVOKED, Realm.ADMIN, email)));
    }

    private static Failure unknown() {
        return new Failure.InvalidData("Invite doesn't exist");
    }
}
