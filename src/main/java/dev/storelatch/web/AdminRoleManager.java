package dev.storelatch.web;

import dev.storelatch.request.RoleCheck;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.stereotype.Component;

/** Permits requests of users with the role {@code admin}, which is read from the database each time. */
@Component
class AdminRoleManager implements AuthorizationManager<RequestAuthorizationContext> {

    private final RoleCheck roles;

    AdminRoleManager(RoleCheck roles) {
        this.roles = roles;
    }

    /** The refusal of a user who is logged in and does not have the role. */
    record MissingRole() implements AuthorizationResult {
        @Override
        public boolean isGranted() {
            return false;
        }
    }

    @Override
    public AuthorizationResult authorize(
            Supplier<? extends @Nullable Authentication> authentication, RequestAuthorizationContext context) {
        if (authentication.get() instanceof LoginAuthentication login) {
            return roles.isAdmin(login.getPrincipal().actor()) ? new AuthorizationDecision(true) : new MissingRole();
        }
        return new AuthorizationDecision(false);
    }
}
