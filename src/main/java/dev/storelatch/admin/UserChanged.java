package dev.storelatch.admin;

/** A user was added, changed or deleted. Published inside the transaction of the change. */
public record UserChanged(String id, Kind kind) {

    /** What was done to the user. */
    public enum Kind {
        CREATED,
        UPDATED,
        DELETED
    }
}
