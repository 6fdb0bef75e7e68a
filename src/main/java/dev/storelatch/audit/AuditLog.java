package dev.storelatch.audit;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.json.JsonMapper;

/**
 * Records events: those of a transaction together by one statement before its commit, so that neither exists without the
 * other, and those outside of one at once.
 */
@Component
class AuditLog {

    /** A name of its own, so that the events can be sent elsewhere than the messages of the server. */
    private static final Logger EVENTS = LoggerFactory.getLogger("storelatch.audit");

    private final AuditRepository repository;
    private final LoginOutcomes logins;
    private final boolean logged;
    private final JsonMapper json;

    AuditLog(AuditRepository repository, LoginOutcomes logins, AuditSettings settings, JsonMapper json) {
        this.repository = repository;
        this.logins = logins;
        this.logged = settings.log();
        this.json = json;
    }

    void record(NewAuditEvent event) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()
                || !TransactionSynchronizationManager.isActualTransactionActive()) {
            report(List.of(event), repository.insert(List.of(event)));
            return;
        }
        TransactionSynchronizationManager.getSynchronizations().stream()
                .filter(PendingEvents.class::isInstance)
                .map(PendingEvents.class::cast)
                .findFirst()
                .orElseGet(this::register)
                .add(event);
    }

    private PendingEvents register() {
        PendingEvents pending = new PendingEvents();
        TransactionSynchronizationManager.registerSynchronization(pending);
        return pending;
    }

    /**
     * @param events all of them, or the one that was recorded outside of a transaction
     * @param recorded those that are in the table now
     */
    private void report(List<NewAuditEvent> events, List<AuditEvent> recorded) {
        if (logged) {
            recorded.forEach(event -> EVENTS.info(json.writeValueAsString(event)));
        }
        String accountOfAddress = recorded.size() == 1 ? recorded.get(0).accountId() : null;
        for (NewAuditEvent event : events) {
            String accountId = event.accountId() == null ? accountOfAddress : event.accountId();
            LoginOutcome.of(event, accountId).ifPresent(outcome -> {
                logins.count(outcome);
                if (!logged || recorded.isEmpty()) {
                    logins.log(outcome);
                }
            });
        }
    }

    /** The events of one transaction. */
    private final class PendingEvents implements TransactionSynchronization {

        private final List<NewAuditEvent> events = new ArrayList<>();
        private List<AuditEvent> recorded = List.of();

        void add(NewAuditEvent event) {
            events.add(event);
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            recorded = repository.insert(events);
        }

        @Override
        public void afterCommit() {
            report(events, recorded);
        }
    }
}
