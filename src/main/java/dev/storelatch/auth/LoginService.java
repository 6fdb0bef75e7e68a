package dev.storelatch.auth;

import dev.storelatch.core.Actor;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Failure;
import dev.storelatch.core.Realm;
import dev.storelatch.customer.Customers;
import dev.storelatch.customer.Customers.Account;
import dev.storelatch.password.Passwords;
import dev.storelatch.password.Passwords.Place;
import dev.storelatch.password.Passwords.Verification;
import dev.storelatch.session.Sessions;
import dev.storelatch.throttle.Throttle;
import dev.storelatch.token.AccessTokens;
import dev.storelatch.token.AccessTokens.TokenPair;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Logs customers in and out. While a password is hashed, no connection is held. */
@Service
class LoginService {

    private final Customers customers;
    private final Passwords passwords;
    private final Sessions sessions;
    private final AccessTokens tokens;
    private final Throttle throttle;
    private final TransactionOperations transaction;

    LoginService(
            Customers customers,
            Passwords passwords,
            Sessions sessions,
            AccessTokens tokens,
            Throttle throttle,
            TransactionOperations transaction) {
        this.customers = customers;
        this.passwords = passwords;
        this.sessions = sessions;
        this.tokens = tokens;
        this.throttle = throttle;
        this.transaction = transaction;
    }

    /**
     * @throws Failure.TooManyRequests if the address has been tried too often, whether it has an account or not, or too
     *     many log in at once
     * @throws Failure.Unauthorized if there is no such account or this is not its password: nobody can tell which
     */
    Actor openSession(Credentials credentials) {
        Account account = authenticate(credentials);
        transaction.executeWithoutResult(status -> {
            customers.holdUnchanged(account);
            sessions.logIn(account.actor());
        });
        return account.actor();
    }

    /** @throws Failure as {@link #openSession} */
    String issueToken(Credentials credentials) {
        Account account = authenticate(credentials);
        return tokens.issue(account.actor(), account.tokenEpoch());
    }

    /** @throws Failure as {@link #openSession} */
    TokenPair issueRefreshableToken(Credentials credentials) {
        Account account = authenticate(credentials);
        return tokens.issueRefreshable(account.actor(), account.tokenEpoch());
    }

    /** @throws Failure.Unauthorized unless the token is the good one of a live log-in */
    TokenPair refresh(String refreshToken) {
        return tokens.refresh(Realm.STORE, refreshToken);
    }

    /** Ends all that the request is logged in with, cookie and tokens; without a log-in there is nothing to do. */
    void logOut(@Nullable String refreshToken) {
        transaction.executeWithoutResult(status -> {
            tokens.logOut(Realm.STORE, refreshToken);
            sessions.logOut(Realm.STORE);
        });
    }

    /** @throws Failure.TooManyRequests if this has been asked of the address too often */
    boolean hasAccount(EmailAddress email) {
        throttle.probe(email);
        return customers.findAccount(email).isPresent();
    }

    /** Who finds no place to hash in is refused before anything else is done or counted. */
    private Account authenticate(Credentials credentials) {
        Optional<Account> account;
        Verification verification;
        try (Place place = passwords.enter()) {
            throttle.attempt(credentials.email());
            account = customers.findAccount(credentials.email());
            verification = verify(place, credentials, account);
        }
        if (account.isEmpty() || !verification.matches()) {
            throw new Failure.Unauthorized("unknown account or wrong password");
        }
        throttle.succeeded(credentials.email());
        String stronger = verification.replacement();
        if (stronger != null) {
            customers.upgradeHash(account.get(), stronger);
        }
        return account.get();
    }

    /** An attempt that could not be checked is none. */
    private Verification verify(Place place, Credentials credentials, Optional<Account> account) {
        try {
            return place.verify(
                    credentials.password(), account.map(Account::passwordHash).orElse(null));
        } catch (Failure.TooManyRequests unchecked) {
            throttle.takeBack(credentials.email());
            throw unchecked;
        }
    }
}
