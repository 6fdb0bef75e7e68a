package dev.storelatch.audit;

import dev.storelatch.request.QueryString;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Route {@code GET /admin/audit-events}: what happened to accounts, newest first. */
@RestController
class AuditEventController {

    private final AuditListRepository repository;

    AuditEventController(AuditListRepository repository) {
        this.repository = repository;
    }

    /** @param next the parameter {@code before} of the next page; null if this is the last */
    record AuditEventList(
            List<AuditEvent> auditEvents,
            long limit,
            @Nullable Long next) {}

    @GetMapping("/admin/audit-events")
    AuditEventList list(QueryString parameters) {
        AuditQuery query = AuditQuery.of(parameters);
        AuditPage page = repository.find(query);
        return new AuditEventList(page.events(), query.rows(), page.next());
    }
}
