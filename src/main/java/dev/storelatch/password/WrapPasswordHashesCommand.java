package dev.storelatch.password;

import dev.storelatch.command.MaintenanceCommand;
import dev.storelatch.core.StartupException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Makes the weak hashes strong of those who do not come back to log in. What was wrapped does not look weak any more, so
 * that a second run goes on where the first one ended; a hash that a log-in replaces meanwhile stays replaced.
 */
final class WrapPasswordHashesCommand implements MaintenanceCommand {

    private static final int BATCH = 500;

    private record Stored(String id, String hash) {}

    @Override
    public String name() {
        return "wrap-password-hashes";
    }

    @Override
    public String summary() {
        return "wraps Medusa's weak password hashes in Argon2id, once the shop has left Medusa";
    }

    @Override
    public void run(Environment environment, JdbcClient jdbc, boolean dryRun, Consumer<String> out) {
        PasswordSettings settings = Binder.get(environment).bindOrCreate("storelatch.password", PasswordSettings.class);
        if (settings.medusaReadable()) {
            throw new StartupException(
                    "storelatch.password.medusa-readable=true: a Medusa server could not read wrapped hashes.",
                    "Once no Medusa server needs them any more, remove the setting and run the command again.");
        }
        WrappedScheme scheme = new WrappedScheme(new Argon2idScheme(settings.argon2(), 1));
        wrap("customer", scheme, jdbc, dryRun, out);
        wrap("\"user\"", scheme, jdbc, dryRun, out);
    }

    private static void wrap(
            String table, WrappedScheme scheme, JdbcClient jdbc, boolean dryRun, Consumer<String> out) {
        ScryptScheme strong = new ScryptScheme();
        // A container begins with the word "scrypt", in base64.
        long total = jdbc.sql("select count(*) from %s where password_hash like 'c2NyeXB0%%'".formatted(table))
                .query(Long.class)
                .single();
        int seen = 0;
        int wrapped = 0;
        int leftStrong = 0;
        int leftUnreadable = 0;
        String last = "";
        List<Stored> batch;
        do {
            batch = jdbc.sql("""
                    select id, password_hash from %s
                    where id > :last and password_hash like 'c2NyeXB0%%'
                    order by id
                    limit :batch
                    """.formatted(table))
                    .param("last", last)
                    .param("batch", BATCH)
                    .query((row, number) -> new Stored(row.getString(1), row.getString(2)))
                    .list();
            for (Stored stored : batch) {
                last = stored.id();
                Optional<ScryptContainer> container = ScryptContainer.parse(stored.hash());
                if (container.isEmpty()) {
                    leftUnreadable++;
                } else if (strong.isCurrent(stored.hash())) {
                    leftStrong++;
                } else {
                    wrapped += dryRun ? 1 : replace(table, stored, scheme.wrap(container.get()), jdbc);
                }
            }
            seen += batch.size();
            if (batch.size() == BATCH) {
                out.accept("%s: %d of %d".formatted(table, seen, total));
            }
        } while (batch.size() == BATCH);
        out.accept("%s: %d %s, %d left that are strong, %d left that cannot be read or ask for too much"
                .formatted(table, wrapped, dryRun ? "would be wrapped" : "wrapped", leftStrong, leftUnreadable));
    }

    private static int replace(String table, Stored stored, String wrapped, JdbcClient jdbc) {
        return jdbc.sql("update %s set password_hash = :new where id = :id and password_hash = :old".formatted(table))
                .param("new", wrapped)
                .param("id", stored.id())
                .param("old", stored.hash())
                .update();
    }
}
