package dev.storelatch.session;

import dev.storelatch.core.Login;
import dev.storelatch.core.PersonalData;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Contributes where the customer is logged in. */
@Component
@Order(3)
class SessionData implements PersonalData {

    private final SessionList sessions;

    SessionData(SessionList sessions) {
        this.sessions = sessions;
    }

    @Override
    public String name() {
        return "sessions";
    }

    @Override
    public Object read(Login owner) {
        return sessions.list(owner);
    }
}
