package dev.storelatch.auth;

import dev.storelatch.core.AccountRegistry;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Failure;
import dev.storelatch.core.Realm;
import dev.storelatch.customer.AccountDisclosure;
import dev.storelatch.request.ClientInfo;
import dev.storelatch.throttle.Budget;
import dev.storelatch.throttle.Throttle;
import org.springframework.stereotype.Component;

/** Tells whether an address has an account, a limited number of times. */
@Component
class AccountProbe {

    private final AccountRegistry accounts;
    private final Throttle throttle;
    private final AccountDisclosure disclosure;

    AccountProbe(AccountRegistry accounts, Throttle throttle, AccountDisclosure disclosure) {
        this.accounts = accounts;
        this.throttle = throttle;
        this.disclosure = disclosure;
    }

    /**
     * Returns true if the address has an account that does not await its owner, and false for every address if that may
     * not be told.
     *
     * @throws Failure.TooManyRequests if this was asked for the address, or from the network, too often
     */
    boolean hasAccount(Realm realm, EmailAddress email, ClientInfo client) {
        throttle.consume(Budget.PROBE, email, client);
        return disclosure.isAllowed()
                && accounts.of(realm)
                        .findByEmail(email)
                        .filter(account -> !account.awaitsVerification())
                        .isPresent();
    }
}
