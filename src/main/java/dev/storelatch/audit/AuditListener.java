package dev.storelatch.audit;

import dev.storelatch.core.AccountDisabled;
import dev.storelatch.core.CredentialsChanged;
import dev.storelatch.core.LoginRejected;
import dev.storelatch.core.LogoutReason;
import dev.storelatch.core.SecurityEvent;
import dev.storelatch.core.SessionsEnded;
import dev.storelatch.request.CurrentRequest;
import java.time.Clock;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Records what the other modules publish, with the request that has caused it. */
@Component
class AuditListener {

    private final AuditLog log;
    private final LoginOutcomes logins;
    private final CurrentRequest request;
    private final Clock clock;

    AuditListener(AuditLog log, LoginOutcomes logins, CurrentRequest request, Clock clock) {
        this.log = log;
        this.logins = logins;
        this.request = request;
        this.clock = clock;
    }

    /** Accounts change their own profiles too often, and that is no matter of security. */
    @EventListener
    void record(SecurityEvent event) {
        NewAuditEvent recorded = NewAuditEvent.of(event, request.find(), clock.instant());
        if (event.type() != SecurityEvent.Type.USER_UPDATED || recorded.actorId() != null) {
            log.record(recorded);
        }
    }

    @EventListener
    void report(LoginRejected rejected) {
        LoginOutcome outcome = LoginOutcome.of(rejected, request.find());
        logins.count(outcome);
        logins.log(outcome);
    }

    @EventListener
    void record(CredentialsChanged change) {
        if (change.newPassword()) {
            record(SecurityEvent.of(SecurityEvent.Type.AUTHN_PASSWORD_CHANGE, change.actor()));
        }
        if (change.formerEmail() != null) {
            record(SecurityEvent.of(SecurityEvent.Type.AUTHN_EMAIL_CHANGE, change.actor()));
        }
    }

    @EventListener
    void record(SessionsEnded ended) {
        int count = ended.handles().size();
        record(SecurityEvent.of(SecurityEvent.Type.SESSION_ENDED, ended.actor())
                .because(ended.reason().id())
                .with(count == 1 ? null : count + " sessions"));
    }

    @EventListener
    void record(AccountDisabled disabled) {
        if (disabled.reason() == LogoutReason.DELETED) {
            record(SecurityEvent.of(SecurityEvent.Type.USER_ARCHIVED, disabled.actor()));
        }
    }
}
