package dev.storelatch.throttle;

import dev.storelatch.core.Actor;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Failure;
import dev.storelatch.core.Realm;
import dev.storelatch.request.ClientInfo;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;

/**
 * Counts attempts to log in by password, for the address and for the client's networks, or for the known device (ASVS
 * 6.3.1). An attempt is charged before the password is verified, so that of many concurrent ones no more than the budgets
 * allow are verified.
 */
@Service
public class LoginAttempts {

    private final Throttle throttle;
    private final DeviceRepository devices;

    LoginAttempts(Throttle throttle, DeviceRepository devices) {
        this.throttle = throttle;
        this.devices = devices;
    }

    /**
     * Charges an attempt. Costs one statement, and so does its outcome; a wrong password stays charged without one. A client
     * with a device cookie costs one more. On a device on which the account has logged in, the attempt is charged to the
     * budget of the device instead of those that strangers can use up.
     *
     * @throws Failure.TooManyRequests if the address on the device, or else the address at all or all accounts together
     *     from one of the networks, were tried too often
     */
    public Attempt begin(Realm realm, EmailAddress email, ClientInfo client) {
        Budget budget = Budget.login(realm);
        Limits limits = throttle.limits();
        Attempt attempt = devices.findKnown(client, realm, email)
                .map(hash -> new Attempt(List.of(limits.of(budget, email, hash)), List.of()))
                .orElseGet(() -> new Attempt(List.of(limits.of(budget, email)), limits.of(budget, client)));
        throttle.take(budget, Throttle.joined(attempt.account, attempt.networks));
        return attempt;
    }

    /**
     * Charges an attempt that names no address to the client's networks. It counts together with those by password.
     *
     * @throws Failure.TooManyRequests if all accounts together were tried too often from one of the networks
     */
    public Attempt begin(Realm realm, ClientInfo client) {
        Budget budget = Budget.login(realm);
        Attempt attempt = new Attempt(List.of(), throttle.limits().of(budget, client));
        throttle.take(budget, attempt.networks);
        return attempt;
    }

    /** Returns true if a stranger would be refused now, whatever the password. */
    public boolean areUsedUp(Realm realm, EmailAddress email) {
        return throttle.waits(List.of(throttle.limits().of(Budget.login(realm), email))).stream()
                .anyMatch(wait -> !wait.isZero());
    }

    /** Returns true if the account with this address has logged in on the client's device. Costs a SELECT if it has the cookie. */
    public boolean isOnKnownDevice(Realm realm, EmailAddress email, ClientInfo client) {
        return devices.findKnown(client, realm, email).isPresent();
    }

    /**
     * Fills the budgets of log-ins to an account, on its devices and elsewhere, and of mails for a new password. Call it once
     * the owner has proved to be it: the last link has been used.
     */
    public void restore(Actor account, EmailAddress email) {
        Limits limits = throttle.limits();
        List<byte[]> hashes = devices.hashes(account);
        List<Limit> filled = Stream.of(Budget.login(account.realm()), Budget.RESET_MAIL)
                .flatMap(budget -> Stream.concat(
                        Stream.of(limits.of(budget, email)),
                        hashes.stream().map(hash -> limits.of(budget, email, hash))))
                .toList();
        throttle.giveBack(filled, List.of());
    }

    /** An attempt that was charged. */
    public final class Attempt {

        private final List<Limit> account;
        private final List<Limit> networks;

        private Attempt(List<Limit> account, List<Limit> networks) {
            this.account = account;
            this.networks = networks;
        }

        /**
         * Fills the budget of the address, or that of the address on the device. The networks get back this attempt only,
         * since anybody can log in to an account of their own.
         */
        public void succeed() {
            throttle.giveBack(account, networks);
        }

        /** Takes the attempt back, since no password was verified. */
        public void cancel() {
            throttle.giveBack(List.of(), Throttle.joined(account, networks));
        }
    }
}
