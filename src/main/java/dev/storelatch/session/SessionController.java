package dev.storelatch.session;

import dev.storelatch.core.Login;
import dev.storelatch.core.LogoutReason;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Routes {@code /store/customers/me/sessions}: where a customer is logged in by cookie. */
@RestController
@RequestMapping("/store/customers/me/sessions")
class SessionController {

    private final SessionList sessions;

    SessionController(SessionList sessions) {
        this.sessions = sessions;
    }

    @GetMapping
    SessionsResponse list(@AuthenticationPrincipal Login login) {
        return new SessionsResponse(sessions.list(login));
    }

    @DeleteMapping
    SessionsResponse endOthers(@AuthenticationPrincipal Login login) {
        sessions.endOthers(login);
        return list(login);
    }

    @DeleteMapping("/{id}")
    SessionsResponse end(@AuthenticationPrincipal Login login, @PathVariable String id) {
        sessions.end(login.actor(), id, LogoutReason.ENDED_BY_OWNER);
        return list(login);
    }
}
