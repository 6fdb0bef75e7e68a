package dev.storelatch.audit;

import dev.storelatch.core.Login;
import dev.storelatch.core.PersonalData;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Contributes what happened to the account: the newest 1,000 events. */
@Component
@Order(4)
class SecurityEventData implements PersonalData {

    private static final int PAGES = 10;

    private final AuditListRepository repository;

    SecurityEventData(AuditListRepository repository) {
        this.repository = repository;
    }

    @Override
    public String name() {
        return "security_events";
    }

    @Override
    public Object read(Login owner) {
        List<SecurityEventController.OwnEvent> events = new ArrayList<>();
        Long before = null;
        for (int page = 0; page < PAGES; page++) {
            AuditPage found = repository.find(AuditQuery.ofOwner(owner.actor().id(), before));
            found.events().stream().map(SecurityEventController.OwnEvent::of).forEach(events::add);
            before = found.next();
            if (before == null) {
                break;
            }
        }
        return events;
    }
}
