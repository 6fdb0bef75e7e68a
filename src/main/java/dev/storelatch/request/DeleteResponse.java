package dev.storelatch.request;

/**
 * Response to a deletion, as in the contract.
 *
 * @param id id of what was deleted
 * @param object what it was, such as {@code user}
 * @param deleted always true
 */
public record DeleteResponse(String id, String object, boolean deleted) {

    public static DeleteResponse of(String id, String object) {
        return new DeleteResponse(id, object, true);
    }
}
