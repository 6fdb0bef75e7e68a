package dev.storelatch.throttle;

import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Failure;
import dev.storelatch.core.Realm;
import dev.storelatch.request.ClientInfo;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;

/**
 * Limits mails with a link for a new password, to an address and at the request of a network. Strangers who request them
 * cannot keep the owner from one: as long as no more are sent to the address, the last one is recent, and a known device has
 * mails of its own.
 */
@Service
public class ResetMails {

    private final Throttle throttle;
    private final DeviceRepository devices;

    ResetMails(Throttle throttle, DeviceRepository devices) {
        this.throttle = throttle;
        this.devices = devices;
    }

    /**
     * Takes one from the budgets of the client's networks and of the address, with or without an account. On a device on which
     * the account has logged in, takes one from that of the device instead.
     *
     * @return false if no more mails may be sent to the address; the client must not be told
     * @throws Failure.TooManyRequests if too many were requested from one of the networks, whatever the addresses
     */
    public boolean tryConsume(Realm realm, EmailAddress email, ClientInfo client) {
        Limits limits = throttle.limits();
        Optional<Limit> device =
                devices.findKnown(client, realm, email).map(hash -> limits.of(Budget.RESET_MAIL, email, hash));
        if (device.isEmpty()) {
            throttle.take(Budget.RESET_MAIL, limits.of(Budget.RESET_MAIL, client), email);
        }
        return throttle.tryTake(Budget.RESET_MAIL, List.of(device.orElseGet(() -> limits.of(Budget.RESET_MAIL, email))))
                .isZero();
    }

    /**
     * Takes one from the budget of an address, for an administrator.
     *
     * @throws Failure.TooManyRequests if no more mails may be sent to it
     */
    public void consume(EmailAddress email) {
        throttle.consume(Budget.RESET_MAIL, email);
    }
}
