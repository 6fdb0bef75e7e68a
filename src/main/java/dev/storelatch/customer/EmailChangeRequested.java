package dev.storelatch.customer;

import dev.storelatch.core.Actor;
import dev.storelatch.core.EmailAddress;

/** An account wants another e-mail address, which has to be confirmed. Published inside the transaction of the request. */
public record EmailChangeRequested(Actor actor, EmailAddress email) {

    @Override
    public String toString() {
        return "EmailChangeRequested[" + actor + "]";
    }
}
