package dev.storelatch.admin;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Warns at start-up if no live user has the role {@code admin}. */
@Component
class AdminCheck {

    private static final Logger LOG = LoggerFactory.getLogger(AdminCheck.class);

    private final RoleRepository roles;

    AdminCheck(RoleRepository roles) {
        this.roles = roles;
    }

    @EventListener(ApplicationReadyEvent.class)
    void warn() {
        if (!roles.hasLiveUser()) {
            LOG.warn("There are no users of the administration. The command create-admin adds the first:"
                    + " java -jar storelatch.jar create-admin --admin-email=…");
        } else if (!roles.hasLiveAdmin()) {
            LOG.warn("No user has the role admin, so roles are not enforced: every user may manage users and invites."
                    + " The command promote-admin gives one of them the role: java -jar storelatch.jar promote-admin"
                    + " --admin-email=…");
        }
    }
}
