package dev.storelatch.throttle;

import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Realm;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads budgets by the server's settings, for maintenance commands, which run without the server. */
public final class LoginWaits {

    private final Limits limits;
    private final ThrottleRepository repository;

    /** @param environment the settings {@code storelatch.throttle} */
    public LoginWaits(Environment environment, JdbcClient jdbc) {
        this.limits = new Limits(Binder.get(environment).bindOrCreate("storelatch.throttle", ThrottleSettings.class));
        this.repository = ThrottleRepository.atTimeOfDatabase(jdbc);
    }

    /** Returns the time until a stranger may try to log in with this address; zero if that is possible now. */
    public Duration loginWait(Realm realm, EmailAddress email) {
        return repository.waits(List.of(limits.of(Budget.login(realm), email))).stream()
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }
}
