package dev.storelatch.auth;

import dev.storelatch.core.AccountRegistry;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Failure;
import dev.storelatch.core.Realm;
import dev.storelatch.request.ClientInfo;
import dev.storelatch.throttle.Budget;
import dev.storelatch.throttle.Throttle;
import org.springframework.stereotype.Component;

/** Tells whether an address has an account, a limited number of times. */
@Component
class AccountProbe {

    private final AccountRegistry accounts;
    private final Throttle throttle;

    AccountProbe(AccountRegistry accounts, Throttle throttle) {
        this.accounts = accounts;
        this.throttle = throttle;
    }

    /** @throws Failure.TooManyRequests if this was asked for the address, or from the network, too often */
    boolean hasAccount(Realm realm, EmailAddress email, ClientInfo client) {
        throttle.consume(Budget.PROBE, email, client);
        return accounts.of(realm).findByEmail(email).isPresent();
    }
}
