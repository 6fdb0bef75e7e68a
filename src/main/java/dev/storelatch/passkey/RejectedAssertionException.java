package dev.storelatch.passkey;

import dev.storelatch.core.Actor;
import dev.storelatch.core.LoginFailure;
import org.jspecify.annotations.Nullable;

/** An assertion does not prove that the owner of an account is there. The message is for the log of the server. */
final class RejectedAssertionException extends Exception {

    private final LoginFailure reason;
    private final transient @Nullable Actor actor;

    /** @param actor the owner of the passkey; null if it belongs to none */
    RejectedAssertionException(LoginFailure reason, @Nullable Actor actor, String message) {
        super(message, null, false, false);
        this.reason = reason;
        this.actor = actor;
    }

    LoginFailure reason() {
        return reason;
    }

    @Nullable
    Actor actor() {
        return actor;
    }
}
