package dev.storelatch.factor;

import dev.storelatch.core.Account;
import dev.storelatch.core.Actor;
import dev.storelatch.core.Login;
import org.jspecify.annotations.Nullable;

/** A permission to add a second factor to an account, for the request that it was given to. */
public final class Enrolment {

    private final Account account;
    private final @Nullable Login login;
    private final @Nullable Challenge challenge;

    Enrolment(Account account, @Nullable Login login, @Nullable Challenge challenge) {
        this.account = account;
        this.login = login;
        this.challenge = challenge;
    }

    /** Returns the account, which is live. */
    public Account account() {
        return account;
    }

    Actor actor() {
        return account.actor();
    }

    /** Returns the log-in that adds the factor; null if there is none yet. */
    @Nullable
    Login login() {
        return login;
    }

    /** Returns the challenge of a log-in that must set up a factor first; null if somebody is logged in. */
    @Nullable
    Challenge challenge() {
        return challenge;
    }
}
