package dev.storelatch.throttle;

import dev.storelatch.core.Actor;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.SignInCause;
import dev.storelatch.core.SignInCause.Code;
import dev.storelatch.core.SignInCheck;
import dev.storelatch.core.StoredAccount;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Finds empty budgets of an account: of its address, of the devices that it has logged in on, and of mailed links. */
@Component
class LoginLimitCheck implements SignInCheck {

    private final Throttle throttle;
    private final DeviceRepository devices;
    private final Clock clock;

    LoginLimitCheck(Throttle throttle, DeviceRepository devices, Clock clock) {
        this.throttle = throttle;
        this.devices = devices;
        this.clock = clock;
    }

    @Override
    public Stream<SignInCause> find(StoredAccount account) {
        Actor actor = account.actor();
        EmailAddress email = new EmailAddress(account.email());
        Limits limits = throttle.limits();
        Budget login = Budget.login(actor.realm());
        List<Limit> ofDevices = devices.hashes(actor).stream()
                .map(hash -> limits.of(login, email, hash))
                .toList();
        return Stream.of(
                        cause(
                                actor,
                                List.of(limits.of(login, email)),
                                Code.LOGIN_THROTTLED,
                                "Attempts to log in from new devices are refused until %s, since there were too many."
                                        + " Devices on which the account has logged in have limits of their own."),
                        cause(
                                actor,
                                ofDevices,
                                Code.DEVICE_THROTTLED,
                                "On a device on which the account has logged in, attempts are refused until %s, since"
                                        + " there were too many."),
                        cause(
                                actor,
                                List.of(limits.of(Budget.SECOND_FACTOR, actor)),
                                Code.SECOND_FACTOR_THROTTLED,
                                "Second factors of the account are refused until %s, since too many were wrong. Whoever sent"
                                        + " them knows the password."),
                        cause(
                                actor,
                                List.of(limits.of(Budget.RESET_MAIL, email)),
                                Code.RESET_MAIL_THROTTLED,
                                "No further link for a new password is mailed until %s, since there were too many."
                                        + " The last one is valid for 15 minutes."))
                .flatMap(Optional::stream);
    }

    /** @param message has a place for the time */
    private Optional<SignInCause> cause(Actor actor, List<Limit> limits, Code code, String message) {
        return throttle.waits(limits).stream()
                .max(Comparator.naturalOrder())
                .filter(wait -> wait.compareTo(Duration.ZERO) > 0)
                .map(clock.instant()::plus)
                .map(until -> cause(actor, until, code, message));
    }

    private static SignInCause cause(Actor actor, Instant until, Code code, String message) {
        return SignInCause.of(code, message.formatted(SignInCause.text(until)))
                .until(until)
                .repairedBy(SignInCause.Remedy.of("DELETE", actor, "rate-limits"));
    }
}
