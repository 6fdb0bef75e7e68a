package dev.storelatch.admin;

import dev.storelatch.core.Failure;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Keeps the last live user with the role {@code admin}: without one, roles would not be enforced. */
@Component
public class LastAdmin {

    private final RoleRepository roles;

    LastAdmin(RoleRepository roles) {
        this.roles = roles;
    }

    /**
     * Checks that the user may be deleted, locked or given another role, and until the caller's transaction ends keeps all
     * others from doing so to another user. Call it before any user's row is locked.
     *
     * @throws Failure.InvalidData if no other live user has the role {@code admin}
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void requireAnother(String userId) {
        if (roles.isLastAdmin(userId)) {
            throw new Failure.InvalidData(
                    "The last user with the role admin cannot be deleted, locked or given another role");
        }
    }
}
