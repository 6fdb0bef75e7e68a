package dev.storelatch.request;

import dev.storelatch.core.Actor;

/**
 * The account that a route of administrators is about, from its path: {@code /admin/customers/:id/…} or
 * {@code /admin/users/:id/…}. It exists and may be locked; for guests and deleted accounts the request gets 404 instead.
 *
 * @param email the address as it is stored
 */
public record TargetAccount(Actor actor, String email) {

    @Override
    public String toString() {
        return "TargetAccount[" + actor + "]";
    }
}
