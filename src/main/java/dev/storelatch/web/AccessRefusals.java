package dev.storelatch.web;

import dev.storelatch.core.Login;
import dev.storelatch.core.Realm;
import dev.storelatch.core.SecurityEvent;
import dev.storelatch.core.Way;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** Publishes that a request of a live account was refused by 403, for the audit log. Other requests cost no statement. */
@Component
class AccessRefusals {

    private final CallerRepository callers;
    private final ApplicationEventPublisher events;

    AccessRefusals(CallerRepository callers, ApplicationEventPublisher events) {
        this.callers = callers;
        this.events = events;
    }

    /** The caller lacks the role that the path requires. */
    void publishMissingRole() {
        if (SecurityContextHolder.getContext().getAuthentication() instanceof LoginAuthentication login) {
            publish(login.getPrincipal(), "missing_role");
        }
    }

    /** A page of an origin that is not allowed has sent the cookie, which is read for this purpose only. */
    void publishCrossSite(Realm realm, HttpServletRequest request) {
        callers.findByCookie(realm, RequestCredentialsResolver.credentials(request, false))
                .map(CallerRepository.Caller::login)
                .ifPresent(login -> {
                    ThreadBoundRequest.setCaller(request, login, Way.COOKIE);
                    publish(login, "cross_site");
                });
    }

    private void publish(Login caller, String reason) {
        events.publishEvent(
                SecurityEvent.of(SecurityEvent.Type.AUTHZ_FAIL, caller.actor()).because(reason));
    }
}
