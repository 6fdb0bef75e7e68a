package dev.storelatch.core;

/**
 * The owner of an e-mail address has replaced all credentials of the account with this address. Others may have known the former
 * ones, and added ways to log in. Published inside the transaction.
 */
public record AccountRecovered(Actor actor, EmailAddress email) {

    @Override
    public String toString() {
        return "AccountRecovered[" + actor + "]";
    }
}
