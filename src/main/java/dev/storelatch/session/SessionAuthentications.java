package dev.storelatch.session;

import dev.storelatch.core.Authentication;
import dev.storelatch.core.Login;
import dev.storelatch.core.LoginAuthentications;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Knows how log-ins by cookie were authenticated. */
@Component
class SessionAuthentications implements LoginAuthentications {

    private final SessionDetailRepository details;

    SessionAuthentications(SessionDetailRepository details) {
        this.details = details;
    }

    @Override
    public Optional<Authentication> find(Login login) {
        return Optional.ofNullable(login.sessionId())
                .flatMap(id -> details.findAuthentication(id, login.actor().realm()));
    }

    @Override
    public boolean replace(Login login, Authentication authentication) {
        return login.sessionId() != null
                && details.replaceAuthentication(login.sessionId(), login.actor(), authentication);
    }
}
