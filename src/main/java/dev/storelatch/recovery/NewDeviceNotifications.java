package dev.storelatch.recovery;

import dev.storelatch.outbox.Outbox;
import dev.storelatch.throttle.NewDeviceLogin;
import java.time.Clock;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Posts notices of log-ins from clients that are not known. */
@Component
class NewDeviceNotifications {

    private final Outbox outbox;
    private final Clock clock;

    NewDeviceNotifications(Outbox outbox, Clock clock) {
        this.outbox = outbox;
        this.clock = clock;
    }

    @EventListener
    void notifyOwner(NewDeviceLogin login) {
        outbox.post(
                NewDeviceNotification.name(login.actor().realm()), NewDeviceNotification.of(login, clock.instant()));
    }
}
