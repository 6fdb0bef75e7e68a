package dev.storelatch.account;

import dev.storelatch.core.Login;
import dev.storelatch.core.PersonalData;
import dev.storelatch.core.SecurityEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reads all personal data of a customer, for its owner (GDPR Articles 15 and 20). */
@Service
public class PersonalDataExport {

    private final List<PersonalData> parts;
    private final ApplicationEventPublisher events;

    PersonalDataExport(List<PersonalData> parts, ApplicationEventPublisher events) {
        this.parts = parts;
        this.events = events;
    }

    /** Returns the parts of all modules by their names, and records that they were read. */
    @Transactional
    public Map<String, Object> read(Login owner) {
        Map<String, Object> data = new LinkedHashMap<>();
        parts.forEach(part -> data.put(part.name(), part.read(owner)));
        events.publishEvent(SecurityEvent.of(SecurityEvent.Type.USER_DATA_EXPORTED, owner.actor()));
        return data;
    }
}
