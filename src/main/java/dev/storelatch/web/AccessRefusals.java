package dev.storelatch.web;

import dev.storelatch.core.Login;
import dev.storelatch.core.Realm;
import dev.storelatch.core.SecurityEvent;
import dev.storelatch.core.Way;
import dev.storelatch.request.CredentialReader;
import dev.storelatch.request.RequestCredentials;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** Publishes that a request of a live account was refused by 403, for the audit log. Other requests cost no statement. */
@Component
class AccessRefusals {

    private final List<CredentialReader> credentialReaders;
    private final ApplicationEventPublisher events;

    AccessRefusals(List<CredentialReader> credentialReaders, ApplicationEventPublisher events) {
        this.credentialReaders = credentialReaders;
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
        RequestCredentials credentials = RequestCredentialsResolver.credentials(request, false);
        credentialReaders.stream()
                .filter(reader -> reader.way() == Way.COOKIE)
                .flatMap(reader -> reader.read(realm, credentials).stream())
                .map(CredentialReader.Result::login)
                .findFirst()
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
