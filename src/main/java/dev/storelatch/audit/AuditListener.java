package dev.storelatch.audit;

import dev.storelatch.core.SecurityEvent;
import dev.storelatch.request.CurrentRequest;
import java.time.Clock;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Records what the other modules publish, with the request that has caused it. */
@Component
class AuditListener {

    private final AuditLog log;
    private final CurrentRequest request;
    private final Clock clock;

    AuditListener(AuditLog log, CurrentRequest request, Clock clock) {
        this.log = log;
        this.request = request;
        this.clock = clock;
    }

    @EventListener
    void record(SecurityEvent event) {
        log.record(NewAuditEvent.of(event, request.find(), clock.instant()));
    }
}
