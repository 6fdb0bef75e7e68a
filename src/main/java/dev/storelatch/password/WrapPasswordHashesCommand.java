package dev.storelatch.password;

import dev.storelatch.command.MaintenanceCommand;
import dev.storelatch.core.StartupException;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Command {@code wrap-password-hashes}: strengthens the weak hashes of accounts that do not log in any more. Wrapped hashes
 * do not count as weak, so that a second run continues where the first one stopped; a hash that a log-in replaces meanwhile
 * stays replaced.
 */
final class WrapPasswordHashesCommand implements MaintenanceCommand {

    /** For shops whose administrators still log in to Medusa, which cannot verify wrapped hashes. */
    private static final String CUSTOMERS_ONLY = "customers-only";

    @Override
    public String name() {
        return "wrap-password-hashes";
    }

    @Override
    public String summary() {
        return "wraps Medusa's weak password hashes in Argon2id, once nobody logs in to Medusa;"
                + " --customers-only leaves those of administrators";
    }

    @Override
    public List<String> flags() {
        return List.of(CUSTOMERS_ONLY);
    }

    @Override
    public void run(Environment environment, JdbcClient jdbc, boolean dryRun, Consumer<String> out) {
        PasswordSettings settings = Binder.get(environment).bindOrCreate("storelatch.password", PasswordSettings.class);
        if (settings.writesMedusasFormat()) {
            throw new StartupException(
                    "storelatch.password.medusa-readable=true: a Medusa server could not read wrapped hashes.",
                    "Once no Medusa server needs them any more, remove the setting and run the command again.");
        }
        WrappedScheme scheme = new WrappedScheme(new Argon2idScheme(settings.argon2(), 1));
        List<String> tables = environment.getProperty(CUSTOMERS_ONLY, Boolean.class, false)
                ? List.of("customer")
                : List.of("customer", "\"user\"");
        for (String table : tables) {
            new HashWrapping(new StoredHashRepository(jdbc, table), scheme, dryRun).run(table, out);
        }
    }
}
