package dev.storelatch.audit;

import dev.storelatch.core.Login;
import dev.storelatch.request.QueryString;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Route {@code GET /store/customers/me/security-events}: what happened to the caller's account (ASVS 6.3.7), newest first. */
@RestController
class SecurityEventController {

    private final AuditListRepository repository;

    SecurityEventController(AuditListRepository repository) {
        this.repository = repository;
    }

    /** @param next the parameter {@code before} of the next page; null if this is the last */
    record SecurityEventList(
            List<OwnEvent> securityEvents,
            long limit,
            @Nullable Long next) {}

    /**
     * An event as the owner of the account sees it.
     *
     * @param byAdministrator true if it was done by an administrator, whose network is not shown
     */
    record OwnEvent(
            long id,
            Instant occurredAt,
            String event,
            boolean byAdministrator,
            @Nullable String network,
            @Nullable String way,
            @Nullable String reason) {

        static OwnEvent of(AuditEvent event) {
            boolean byAdministrator = event.actorId() != null;
            return new OwnEvent(
                    event.id(),
                    event.occurredAt(),
                    event.event(),
                    byAdministrator,
                    byAdministrator ? null : event.network(),
                    byAdministrator ? null : event.way(),
                    event.reason());
        }
    }

    @GetMapping("/store/customers/me/security-events")
    SecurityEventList list(@AuthenticationPrincipal Login login, QueryString parameters) {
        AuditQuery query = AuditQuery.ofOwner(parameters, login.actor().id());
        AuditPage page = repository.find(query);
        return new SecurityEventList(page.events().stream().map(OwnEvent::of).toList(), query.rows(), page.next());
    }
}
