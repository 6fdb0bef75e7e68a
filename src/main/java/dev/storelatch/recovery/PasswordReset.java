package dev.storelatch.recovery;

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
import dev.storelatch.recovery.RecoveredPassword.Recovered;
import dev.storelatch.request.ClientInfo;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Sets a new password by a mailed link. It logs nobody in, and ends all log-ins of the account. */
@Service
class PasswordReset {

    private final AccountRegistry accounts;
    private final Passwords passwords;
    private final Links links;
    private final RecoveredPassword recovered;

    PasswordReset(AccountRegistry accounts, Passwords passwords, Links links, RecoveredPassword recovered) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.links = links;
        this.recovered = recovered;
    }

    /**
     * Sets the password. The token is read first, since hashing is expensive, and consumed last, so that a refused
     * password does not use it up. An empty password of a customer changes and consumes nothing, as in the contract.
     *
     * @param email null for the address of an administrator's link
     * @return the account of the address, and the cookie of the device
     * @throws Failure.InvalidToken if the token is not this account's, has expired or was used
     * @throws Failure.InvalidData if the password is refused
     */
    Recovered reset(Realm realm, @Nullable EmailAddress email, String token, String password, ClientInfo client) {
        LinkPurpose purpose = PasswordResetLink.purpose(realm);
        Optional<Link> link = links.read(purpose, token);
        EmailAddress address =
                email != null ? email : link.map(PasswordResetLink::address).orElseThrow(PasswordReset::refused);
        Actor actor = accounts.of(realm)
                .findByEmail(address)
                .map(Account::actor)
                .filter(account -> link.map(Link::actor).filter(account::equals).isPresent())
                .orElseThrow(PasswordReset::refused);
        if (!password.isEmpty() || realm == Realm.ADMIN) {
            passwords.checkNew(password, address);
            String hash = passwords.hash(password);
            return recovered.store(actor, address, hash, client, () -> spend(actor, purpose, token));
        }
        return new Recovered(actor, List.of());
    }

    /** Locks the account before the link is consumed; see {@link Accounts#lock}. */
    private void spend(Actor actor, LinkPurpose purpose, String token) {
        if (accounts.of(actor.realm()).lock(actor).isEmpty()
                || links.consume(purpose, token).isEmpty()) {
            throw refused();
        }
    }

    private static Failure refused() {
        return new Failure.InvalidToken("Invalid or expired password reset token");
    }
}
