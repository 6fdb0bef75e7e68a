package dev.storelatch.core;

/**
 * Who is calling: a live account, found by a session or by a token.
 *
 * @param id the account's id, {@code cus_…} or {@code usr_…}
 */
public record Actor(Realm realm, String id) {}
