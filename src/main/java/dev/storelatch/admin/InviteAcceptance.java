package dev.storelatch.admin;

import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Failure;
import dev.storelatch.password.Passwords;
import dev.storelatch.throttle.Budget;
import dev.storelatch.throttle.Throttle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Adds the user who accepts an invite. An invite is accepted once, until it expires. */
@Service
class InviteAcceptance {

    private final InviteRepository invites;
    private final InviteLookup lookup;
    private final Users users;
    private final Passwords passwords;
    private final Throttle throttle;
    private final TransactionOperations transaction;

    InviteAcceptance(
            InviteRepository invites,
            InviteLookup lookup,
            Users users,
            Passwords passwords,
            Throttle throttle,
            TransactionOperations transaction) {
        this.invites = invites;
        this.lookup = lookup;
        this.users = users;
        this.passwords = passwords;
        this.throttle = throttle;
        this.transaction = transaction;
    }

    /** Data of the new user. */
    record Request(
            String password,
            @Nullable String firstName,
            @Nullable String lastName) {

        @Override
        public String toString() {
            return "Request[redacted]";
        }
    }

    /**
     * Adds the user with the invite's address and role. The invite is spent last, since hashing is expensive and a refused
     * password must not use it up.
     *
     * @throws Failure.InvalidData if the token was not issued, if the invite was accepted or deleted or has expired, if a
     *     user has its address, or if the password is refused
     * @throws Failure.TooManyRequests if there were too many attempts, or the hashing queue is full
     */
    void accept(String token, Request request) {
        Invite invite = lookup.find(token).orElseThrow(InviteAcceptance::invalid);
        EmailAddress email = new EmailAddress(invite.userEmail());
        if (users.exists(email)) {
            throw joined();
        }
        throttle.consume(Budget.INVITE_ACCEPTANCE, email);
        passwords.checkNew(request.password(), email);
        String hash = passwords.hash(request.password());
        try {
            transaction.executeWithoutResult(status -> {
                Invite spent = invites.spend(invite.id()).orElseThrow(InviteAcceptance::invalid);
                Role role = Objects.requireNonNullElse(spent.role(), Role.MEMBER);
                users.join(new NewUser(email, hash, request.firstName(), request.lastName(), role));
            });
        } catch (DuplicateKeyException addedMeanwhile) {
            throw joined();
        }
    }

    private static Failure invalid() {
        return new Failure.InvalidData("Invalid invite");
    }

    private static Failure joined() {
        return new Failure.InvalidData("User already joined");
    }
}
