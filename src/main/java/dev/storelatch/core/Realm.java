package dev.storelatch.core;

import java.util.Locale;

/** The two kinds of accounts of a store, each with log-ins of its own. */
public enum Realm {

    /** Customers of the store. */
    STORE("customer_id"),

    /** Users who run the store. */
    ADMIN("user_id");

    private final String subjectClaim;

    Realm(String subjectClaim) {
        this.subjectClaim = subjectClaim;
    }

    /** Returns {@code store} or {@code admin}, as in the claim {@code domain} of tokens and in our tables. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the claim that holds the account's id in an access token: {@code customer_id} or {@code user_id}. */
    public String subjectClaim() {
        return subjectClaim;
    }

    /** Returns the realm with this {@link #id()}. */
    public static Realm of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT));
    }
}
