package dev.storelatch.customer;

import dev.storelatch.core.Actor;
import dev.storelatch.core.EmailAddress;

/**
 * An account has got an e-mail address that no other account has. Published inside the transaction, after the row was
 * written: a listener that throws a {@link dev.storelatch.core.Failure.Duplicate} refuses the address.
 */
public record EmailAssigned(Actor actor, EmailAddress email) {

    @Override
    public String toString() {
        return "EmailAssigned[" + actor + "]";
    }
}
