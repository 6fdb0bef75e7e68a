package dev.storelatch.session;

import dev.storelatch.core.Actor;
import java.util.List;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /store/customers/me/sessions}: where a customer is logged in by cookie. */
@RestController
@RequestMapping("/store/customers/me/sessions")
class SessionController {

    private final Sessions sessions;

    SessionController(Sessions sessions) {
        this.sessions = sessions;
    }

    record SessionsResponse(List<ActiveSession> sessions) {}

    @GetMapping
    SessionsResponse list(@AuthenticationPrincipal Actor actor) {
        return new SessionsResponse(sessions.list(actor));
    }

    @DeleteMapping
    SessionsResponse endOthers(@AuthenticationPrincipal Actor actor) {
        sessions.endOthers(actor);
        return list(actor);
    }

    @DeleteMapping("/{id}")
    SessionsResponse end(@AuthenticationPrincipal Actor actor, @PathVariable String id) {
        sessions.end(actor, id);
        return list(actor);
    }
}
