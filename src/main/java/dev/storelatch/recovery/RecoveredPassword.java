package dev.storelatch.recovery;

import dev.storelatch.core.AccountRecovered;
import dev.storelatch.core.AccountRegistry;
import dev.storelatch.core.Actor;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.request.ClientInfo;
import dev.storelatch.throttle.KnownDevices;
import dev.storelatch.throttle.LoginAttempts;
import java.util.List;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Stores the password of an owner who has opened a mailed link, which verifies the account's address. All attempts to log in
 * are available again. Of the devices only that of the request stays known: others may be those of a thief. If attempts were
 * used up, it is known from now on, since a stranger who goes on guessing uses them up again.
 */
@Component
class RecoveredPassword {

    private final AccountRegistry accounts;
    private final ConfirmedEmails confirmedEmails;
    private final KnownDevices devices;
    private final LoginAttempts attempts;
    private final ApplicationEventPublisher events;
    private final TransactionOperations transaction;

    RecoveredPassword(
            AccountRegistry accounts,
            ConfirmedEmails confirmedEmails,
            KnownDevices devices,
            LoginAttempts attempts,
            ApplicationEventPublisher events,
            TransactionOperations transaction) {
        this.accounts = accounts;
        this.confirmedEmails = confirmedEmails;
        this.devices = devices;
        this.attempts = attempts;
        this.events = events;
        this.transaction = transaction;
    }

    /**
     * An account whose owner has opened a link.
     *
     * @param setCookies the {@code Set-Cookie} header of the device for the response, if it is known from now on
     */
    record Recovered(Actor actor, List<String> setCookies) {

        <T> ResponseEntity<T> respond(T body) {
            return ResponseEntity.ok()
                    .header(HttpHeaders.SET_COOKIE, setCookies.toArray(String[]::new))
                    .body(body);
        }

        @Override
        public String toString() {
            return "Recovered[" + actor + "]";
        }
    }

    /**
     * Stores the password.
     *
     * @param spend consumes the link within the transaction, or throws
     */
    Recovered store(Actor actor, EmailAddress email, String passwordHash, ClientInfo client, Runnable spend) {
        Optional<KnownDevices.Device> device = devices.find(actor, client);
        boolean attacked = attempts.areUsedUp(actor.realm(), email);
        List<String> setCookies = transaction.execute(status -> {
            spend.run();
            confirmedEmails.record(actor, email);
            accounts.of(actor.realm()).setPassword(actor, passwordHash);
            events.publishEvent(new AccountRecovered(actor, email));
            device.ifPresent(devices::keep);
            return attacked ? List.of(devices.remember(actor, client)) : List.<String>of();
        });
        attempts.restore(actor, email);
        return new Recovered(actor, setCookies);
    }
}
