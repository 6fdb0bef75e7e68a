package dev.storelatch.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of events.
 *
 * @param next id of its last event if others follow; otherwise null
 */
record AuditPage(List<AuditEvent> events, @Nullable Long next) {

    /** @param found the events of the page, and one more if there is one */
    static AuditPage of(List<AuditEvent> found, long rows) {
        if (found.size() <= rows) {
            return new AuditPage(found, null);
        }
        List<AuditEvent> events = found.subList(0, (int) rows);
        return new AuditPage(events, events.get(events.size() - 1).id());
    }
}
