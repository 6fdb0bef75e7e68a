package dev.storelatch.password;

import dev.storelatch.account.VerifiedEmails;
import dev.storelatch.core.Account;
import dev.storelatch.core.AccountRegistry;
import dev.storelatch.core.Accounts;
import dev.storelatch.core.Actor;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Failure;
import dev.storelatch.core.LoginFailure;
import dev.storelatch.core.LoginRejected;
import dev.storelatch.core.Realm;
import dev.storelatch.core.SecurityEvent;
import dev.storelatch.core.Way;
import dev.storelatch.password.Passwords.Admission;
import dev.storelatch.password.Passwords.Verification;
import dev.storelatch.request.ClientInfo;
import dev.storelatch.throttle.LoginAttempts;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;

/**
 * Authenticates accounts by password. Log-ins and requests that send the current password share one budget of the e-mail
 * address in each realm, and of the client's networks. No connection is held while a password is hashed.
 */
@Service
public class PasswordAuthentication {

    private final AccountRegistry accounts;
    private final Passwords passwords;
    private final LoginAttempts attempts;
    private final VerifiedEmails verifiedEmails;
    private final ApplicationEventPublisher events;

    PasswordAuthentication(
            AccountRegistry accounts,
            Passwords passwords,
            LoginAttempts attempts,
            VerifiedEmails verifiedEmails,
            ApplicationEventPublisher events) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.attempts = attempts;
        this.verifiedEmails = verifiedEmails;
        this.events = events;
    }

    /**
     * Returns the account with these credentials. If the hashing queue is full, the attempt is refused before anything else is done or counted.
     *
     * @param way the credential that is asked for
     * @param password null if it was not sent as a string; it is wrong then, whatever the account, and nothing is hashed
     * @throws Failure.TooManyRequests if the address was tried too often, with or without an account, or the accounts of
     *     all addresses from one network, or if the hashing queue is full
     * @throws Failure.Unauthorized if there is no such account, this is not its password, or its address has to be confirmed
     *     first: no caller can tell which
     */
    public Account authenticate(
            Realm realm, Way way, EmailAddress email, @Nullable String password, ClientInfo client) {
        if (password == null) {
            events.publishEvent(new LoginRejected(realm, way, LoginFailure.MALFORMED_PASSWORD));
            throw new Failure.Unauthorized("the password is not a string");
        }
        Accounts realmAccounts = accounts.of(realm);
        SecurityEvent failure = SecurityEvent.of(SecurityEvent.Type.AUTHN_LOGIN_FAIL, realm, email)
                .by(way);
        Account account = authenticate(
                () -> realmAccounts.findByEmail(email),
                password,
                () -> begin(realm, way, email, client),
                () -> attempts.isOnKnownDevice(realm, email, client),
                failure);
        if (account.awaitsVerification()) {
            events.publishEvent(SecurityEvent.of(SecurityEvent.Type.AUTHN_LOGIN_FAIL, account.actor())
                    .by(way)
                    .because(LoginFailure.UNCONFIRMED_EMAIL.id()));
            throw new Failure.Unauthorized("the e-mail address has not been confirmed");
        }
        return account;
    }

    /**
     * Records that the address of an account is used to log in, once all factors were proved: until then it may be a
     * stranger who knows the password. Costs a statement for the first log-in with an address only.
     *
     * @param account as it was authenticated by its password
     */
    public void recordUse(Account account) {
        if (!account.emailVerified()) {
            verifiedEmails.record(account.actor(), new EmailAddress(account.email()));
        }
    }

    /**
     * Checks the password of an account that is logged in.
     *
     * @param email the address of the account, whose budget the attempt counts against
     * @throws Failure as {@link #authenticate(Realm, Way, EmailAddress, String, ClientInfo)}
     */
    public void reauthenticate(Actor actor, EmailAddress email, String password, ClientInfo client) {
        authenticate(
                () -> accounts.of(actor.realm()).find(actor),
                password,
                () -> begin(actor.realm(), null, email, client),
                () -> attempts.isOnKnownDevice(actor.realm(), email, client),
                SecurityEvent.of(SecurityEvent.Type.AUTHN_LOGIN_FAIL, actor).with("current_password"));
    }

    private LoginAttempts.Attempt begin(Realm realm, @Nullable Way way, EmailAddress email, ClientInfo client) {
        try {
            return attempts.begin(realm, email, client);
        } catch (Failure.TooManyRequests refused) {
            SecurityEvent event = SecurityEvent.of(SecurityEvent.Type.AUTHN_LOGIN_FAIL_MAX, realm, email);
            events.publishEvent(way == null ? event : event.by(way));
            throw refused;
        }
    }

    /**
     * @param knownDevice is asked only if the hashing queue is full; places are reserved for these, which strangers cannot take
     * @param failure is published if there is no such account, or the password is wrong
     */
    private Account authenticate(
            Supplier<Optional<Account>> lookup,
            String password,
            Supplier<LoginAttempts.Attempt> charge,
            BooleanSupplier knownDevice,
            SecurityEvent failure) {
        try {
            passwords.requirePlace(knownDevice);
        } catch (Failure.TooManyRequests full) {
            publishQueueFull(failure);
            throw full;
        }
        // Without a place in the queue, so that refused attempts keep nobody from hashing.
        LoginAttempts.Attempt attempt = charge.get();
        Optional<Account> found;
        Verification verification;
        try (Admission admission = passwords.admit(knownDevice)) {
            found = lookup.get();
            verification =
                    admission.verify(password, found.map(Account::passwordHash).orElse(null));
        } catch (Failure.TooManyRequests unverified) {
            // Unverified attempts do not count.
            attempt.cancel();
            publishQueueFull(failure);
            throw unverified;
        }
        if (found.isEmpty() || !verification.matches()) {
            events.publishEvent(failure.because(reason(found)));
            throw new Failure.Unauthorized("unknown account or wrong password");
        }
        attempt.succeed();
        Account account = found.get();
        String stronger = verification.replacement();
        if (stronger != null) {
            accounts.of(account.actor().realm()).upgradeHash(account, stronger);
        }
        return account;
    }

    private void publishQueueFull(SecurityEvent failure) {
        events.publishEvent(new LoginRejected(failure.realm(), failure.way(), LoginFailure.HASHING_QUEUE_FULL));
    }

    private static String reason(Optional<Account> found) {
        return found.map(account ->
                        account.passwordHash() == null ? LoginFailure.NO_PASSWORD : LoginFailure.WRONG_PASSWORD)
                .orElse(LoginFailure.NO_LIVE_ACCOUNT)
                .id();
    }
}
