package dev.storelatch.request;

import dev.storelatch.core.Actor;

/** Decides whether a user may use the routes that are restricted to the role {@code admin}. */
public interface RoleCheck {

    /** Returns true if the user, who is logged in, has the role now. Costs one SELECT. */
    boolean isAdmin(Actor actor);
}
