package dev.storelatch.admin;

import dev.storelatch.core.Actor;
import dev.storelatch.request.RoleCheck;
import org.springframework.stereotype.Component;

/** Enforces the role {@code admin}, as soon as a live user has it: users that Medusa's command line made are members. */
@Component
class AdminRole implements RoleCheck {

    private final RoleRepository roles;

    AdminRole(RoleRepository roles) {
        this.roles = roles;
    }

    @Override
    public boolean isAdmin(Actor actor) {
        return roles.isAdmin(actor.id());
    }
}
