package dev.storelatch.recovery;

import dev.storelatch.core.Account;
import dev.storelatch.core.AccountRegistry;
import dev.storelatch.core.Actor;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Failure;
import dev.storelatch.core.Login;
import dev.storelatch.core.Realm;
import dev.storelatch.password.Passwords;
import dev.storelatch.recovery.RecoveredPassword.Recovered;
import dev.storelatch.request.ClientInfo;
import dev.storelatch.throttle.KnownDevices;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Lets the owner of an e-mail address confirm it. An account that was registered, but not confirmed yet, can be that of a
 * stranger who knows its password (arXiv 2205.10174): it keeps the password only if the browser that registered it confirms
 * it, and otherwise gets a new one.
 */
@Service
class RegistrationConfirmation {

    private final EmailConfirmation confirmation;
    private final AccountRegistry accounts;
    private final Passwords passwords;
    private final RecoveredPassword recovered;
    private final KnownDevices devices;
    private final ConfirmationMails mails;

    RegistrationConfirmation(
            EmailConfirmation confirmation,
            AccountRegistry accounts,
            Passwords passwords,
            RecoveredPassword recovered,
            KnownDevices devices,
            ConfirmationMails mails) {
        this.confirmation = confirmation;
        this.accounts = accounts;
        this.passwords = passwords;
        this.recovered = recovered;
        this.devices = devices;
        this.mails = mails;
    }

    /**
     * Confirms an address.
     *
     * @param password the new password of an account that awaits its owner and was registered in another browser; null if
     *     none was sent
     * @param login the log-in of the request; null if it has none
     * @return the account, and the cookie of the device if the password was set
     * @throws Failure.InvalidToken if the token is unknown, expired or used
     * @throws Failure.InvalidData if the new password is missing or refused; the link stays valid
     * @throws Failure.Duplicate if another account has the address by now
     */
    Recovered confirm(String token, @Nullable String password, @Nullable Login login, ClientInfo client) {
        Account account = confirmation.find(token);
        Actor actor = account.actor();
        if (!account.awaitsVerification() || devices.find(actor, client).isPresent()) {
            confirmation.confirm(actor, token, account.awaitsVerification(), login);
        } else if (password == null) {
            // The account and its devices may have been deleted meanwhile.
            confirmation.find(token);
            throw new Failure.InvalidData("password must be a string");
        } else {
            EmailAddress email = accounts.of(actor.realm())
                    .findEmail(actor)
                    .map(EmailAddress::new)
                    .orElseThrow(EmailConfirmation::refused);
            passwords.checkNew(password, email);
            return recovered.store(
                    actor, email, passwords.hash(password), client, () -> confirmation.spend(actor, token));
        }
        return new Recovered(actor, List.of());
    }

    /**
     * Mails the link of an account that awaits it once more. Without such an account, the same statements are run for one that
     * does not exist, as for a password reset.
     *
     * @throws Failure.TooManyRequests if the address was sent too many such mails, with or without an account, or they were
     *     requested from one network
     */
    void resend(EmailAddress email, ClientInfo client) {
        mails.charge(email, client);
        Actor actor = accounts.of(Realm.STORE)
                .findByEmail(email)
                .filter(Account::awaitsVerification)
                .map(Account::actor)
                .orElseGet(() -> PasswordResetRequest.nobody(Realm.STORE, email));
        mails.send(actor, email);
    }
}
