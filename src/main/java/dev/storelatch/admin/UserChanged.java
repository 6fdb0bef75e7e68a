package dev.storelatch.admin;

/** A user was added, changed or deleted. Published inside the transaction of the change. */
public record UserChanged(String id, Kind kind) {

    /** The kind of change. */
    public enum Kind {
        CREATED,
        UPDATED,
        DELETED
    }
}
