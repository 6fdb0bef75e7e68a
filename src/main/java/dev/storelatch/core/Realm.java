package dev.storelatch.core;

import java.util.Locale;

/** The two kinds of accounts of a store, each with log-ins of its own. */
public enum Realm {

    /** Customers of the store. */
    STORE("customer"),

    /** Users who run the store. */
    ADMIN("user");

    private final String objectName;

    Realm(String objectName) {
        this.objectName = objectName;
    }

    /** Returns {@code store} or {@code admin}, as in the claim {@code domain} of tokens and in our tables. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the contract's name of the realm's accounts: {@code customer} or {@code user}. */
    public String objectName() {
        return objectName;
    }

    /** Returns the contract's name of an account in messages: {@code Customer} or {@code User}. */
    String accountLabel() {
        return objectName.substring(0, 1).toUpperCase(Locale.ROOT) + objectName.substring(1);
    }

    /** Returns the claim that holds the account's id in an access token: {@code customer_id} or {@code user_id}. */
    public String subjectClaim() {
        return objectName + "_id";
    }

    /** Returns the realm with this {@link #id()}. */
    public static Realm of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT));
    }
}
