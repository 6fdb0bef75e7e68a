package dev.storelatch.core;

/** The two sides of a store, each with its own log-ins: its customers, and the people who run it. */
public enum Realm {
    STORE("store", "customer_id"),
    ADMIN("admin", "user_id");

    private final String domain;
    private final String subjectClaim;

    Realm(String domain, String subjectClaim) {
        this.domain = domain;
        this.subjectClaim = subjectClaim;
    }

    /** The value of a token's {@code domain} claim. */
    public String domain() {
        return domain;
    }

    /** The name under which a token or a session holds the account's id: {@code customer_id} or {@code user_id}. */
    public String subjectClaim() {
        return subjectClaim;
    }
}
