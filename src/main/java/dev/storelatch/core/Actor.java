package dev.storelatch.core;

/**
 * An account of one of the realms.
 *
 * @param id the account's id, {@code cus_…} or {@code usr_…}
 */
public record Actor(Realm realm, String id) {}
