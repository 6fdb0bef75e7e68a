package dev.storelatch.session;

import dev.storelatch.core.Login;
import dev.storelatch.core.LogoutReason;
import dev.storelatch.request.DeleteResponse;
import dev.storelatch.request.TargetAccount;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Routes {@code sessions} of a customer or a user, for administrators (ASVS 7.4.5). */
@RestController
@RequestMapping({"/admin/customers/{id}/sessions", "/admin/users/{id}/sessions"})
class AccountSessionController {

    private final SessionList sessions;

    AccountSessionController(SessionList sessions) {
        this.sessions = sessions;
    }

    @GetMapping
    SessionsResponse list(TargetAccount account, @AuthenticationPrincipal Login login) {
        return new SessionsResponse(sessions.list(account.actor(), login));
    }

    @DeleteMapping
    DeleteResponse endAll(TargetAccount account) {
        sessions.endAll(account.actor());
        return DeleteResponse.of(account.actor().id(), "sessions");
    }

    @DeleteMapping("/{session}")
    DeleteResponse end(TargetAccount account, @PathVariable String session) {
        sessions.end(account.actor(), session, LogoutReason.ENDED_BY_ADMINISTRATOR);
        return DeleteResponse.of(session, "session");
    }
}
