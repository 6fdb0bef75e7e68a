package dev.storelatch.admin;

import dev.storelatch.core.Login;
import dev.storelatch.request.RoleCheck;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Route {@code GET /admin/role}: what the caller may do, which differs from the stored role while roles are not enforced. */
@RestController
class RoleController {

    private final RoleCheck roles;

    RoleController(RoleCheck roles) {
        this.roles = roles;
    }

    /** @param isAdmin true if the caller may use the routes that require the role {@code admin} */
    record RoleResponse(boolean isAdmin) {}

    @GetMapping("/admin/role")
    RoleResponse find(@AuthenticationPrincipal Login login) {
        return new RoleResponse(roles.isAdmin(login.actor()));
    }
}
