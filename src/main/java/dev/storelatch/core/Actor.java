package dev.storelatch.core;

/**
 * An account of one of the realms.
 *
 * @param id the account's id, {@code cus_…} or {@code usr_…}
 */
public record Actor(Realm realm, String id) {

    /** Returns the failure that says, in the contract's words, that there is no such account. */
    public Failure.NotFound notFound() {
        return new Failure.NotFound("%s with id: %s was not found".formatted(realm.accountLabel(), id));
    }
}
