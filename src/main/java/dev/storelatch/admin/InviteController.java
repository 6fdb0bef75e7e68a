package dev.storelatch.admin;

import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Login;
import dev.storelatch.request.JsonBody;
import dev.storelatch.request.TextResponse;
import java.util.List;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Routes {@code /admin/invites}: administrators invite others, who accept without a log-in. */
@RestController
@RequestMapping("/admin/invites")
class InviteController {

    private final Invites invites;
    private final InviteAcceptance acceptance;

    InviteController(Invites invites, InviteAcceptance acceptance) {
        this.invites = invites;
        this.acceptance = acceptance;
    }

    record InviteList(List<Invite> invites) {}

    record DeletedResponse(String id, String object, boolean deleted) {}

    @GetMapping
    InviteList list() {
        return new InviteList(invites.list());
    }

    @PostMapping
    ResponseEntity<String> create(@AuthenticationPrincipal Login login, JsonBody body) {
        String email = body.email("user");
        Role role = UserUpdate.readRequiredRole(body);
        body.check();
        invites.create(login.actor(), new EmailAddress(email), role);
        return TextResponse.ok();
    }

    @PostMapping("/{id}/resend")
    ResponseEntity<String> resend(@AuthenticationPrincipal Login login, @PathVariable String id) {
        invites.resend(login.actor(), id);
        return TextResponse.ok();
    }

    @PostMapping("/accept")
    ResponseEntity<String> accept(JsonBody body) {
        body.notEmpty("token");
        String token = body.string("token");
        Optional<InviteAcceptance.Request> user = isAbsent(body.notEmpty("user"))
                ? Optional.empty()
                : Optional.of(body.object("user", InviteController::user));
        body.check();
        acceptance.accept(token, user.orElseThrow());
        return TextResponse.ok();
    }

    @DeleteMapping("/{id}")
    DeletedResponse delete(@PathVariable String id) {
        invites.delete(id);
        return new DeletedResponse(id, "invite", true);
    }

    private static InviteAcceptance.Request user(JsonBody body) {
        String firstName =
                body.optionalString("first_name", UserUpdate.MAX_TEXT_LENGTH).value();
        String lastName =
                body.optionalString("last_name", UserUpdate.MAX_TEXT_LENGTH).value();
        return new InviteAcceptance.Request(body.string("password"), firstName, lastName);
    }

    private static boolean isAbsent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }
}
