package dev.storelatch.recovery;

import dev.storelatch.admin.AdminEmail;
import dev.storelatch.command.MaintenanceCommand;
import dev.storelatch.core.Actor;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Failure;
import dev.storelatch.core.Ids;
import dev.storelatch.core.Realm;
import dev.storelatch.core.StartupException;
import dev.storelatch.link.Link;
import dev.storelatch.link.OfflineLinks;
import dev.storelatch.password.OfflinePasswords;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Command {@code create-admin}: adds a user with the role {@code admin}, either with a password from standard input or with
 * a link that sets it, which is printed.
 */
final class CreateAdminCommand implements MaintenanceCommand {

    /** Longer than any password that is accepted. */
    private static final int MAX_INPUT_BYTES = 4096;

    private final InputStream in;

    CreateAdminCommand() {
        this(System.in);
    }

    CreateAdminCommand(InputStream in) {
        this.in = in;
    }

    @Override
    public String name() {
        return "create-admin";
    }

    @Override
    public String summary() {
        return "adds the user --admin-email=… with the role admin, and prints a link that sets the password;"
                + " with --password-stdin=true the password is read from standard input";
    }

    @Override
    public void run(Environment settings, JdbcClient jdbc, boolean dryRun, Consumer<String> out) {
        EmailAddress email = AdminEmail.read(settings);
        if (jdbc.sql("select to_regclass('storelatch.link_token') is null")
                .query(Boolean.class)
                .single()) {
            throw new StartupException(
                    "The database has no tables of Storelatch.", "Start the server once, which creates them.");
        }
        boolean fromInput = settings.getProperty("password-stdin", Boolean.class, false);
        Clock clock = clock(jdbc);
        String hash = fromInput ? hash(settings, clock, email) : null;
        if (dryRun) {
            out.accept("1 user would be added");
            return;
        }
        Actor user = insert(jdbc, new Ids(clock).next("usr"), email, hash, clock);
        out.accept("%s added".formatted(user.id()));
        if (!fromInput) {
            String token = new OfflineLinks(jdbc, clock)
                    .issue(PasswordResetLink.purpose(Realm.ADMIN), user, PasswordResetLink.payload(Realm.ADMIN, email));
            printLink(settings, token, email, out);
        }
    }

    private String hash(Environment settings, Clock clock, EmailAddress email) {
        try {
            String input = new String(in.readNBytes(MAX_INPUT_BYTES), StandardCharsets.UTF_8);
            return new OfflinePasswords(settings, clock).hash(input.replaceFirst("\\R\\z", ""), email);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (Failure.InvalidData refused) {
            throw new StartupException(refused.clientMessage(), "Choose another password.");
        } catch (Failure.ServiceUnavailable unchecked) {
            throw new StartupException(
                    "The password could not be checked for data breaches.",
                    "Try again, or set storelatch.password.breach-check.unavailable to accept.");
        }
    }

    private static Actor insert(JdbcClient jdbc, String id, EmailAddress email, @Nullable String hash, Clock clock) {
        try {
            jdbc.sql("""
                    with added as (
                        insert into "user" (id, email, password_hash, role, created_at, updated_at)
                        values (:id, :email, :hash, 'admin', :now, :now)
                        returning id
                    )
                    select storelatch.record_command('user_created', 'admin', id, null, 'role admin') from added
                    """)
                    .param("id", id)
                    .param("email", email.value())
                    .param("hash", hash)
                    .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                    .query(Long.class)
                    .single();
            return new Actor(Realm.ADMIN, id);
        } catch (DuplicateKeyException taken) {
            throw new StartupException(
                    "A user has this e-mail address already.", "The command promote-admin gives it the role admin.");
        }
    }

    private static void printLink(Environment settings, String token, EmailAddress email, Consumer<String> out) {
        LinkSettings pages = Binder.get(settings).bindOrCreate("storelatch.links", LinkSettings.class);
        Optional<String> page = pages.passwordReset(Realm.ADMIN, token, email.value());
        out.accept("Set the password within %d minutes%s:"
                .formatted(Link.LIFETIME.toMinutes(), page.isPresent() ? "" : ", by a request to the server"));
        out.accept(page.orElseGet(() -> "curl -X POST http://localhost:9000/admin/users/reset-password"
                + " -H 'Content-Type: application/json' -d '{\"token\":\"%s\",\"password\":\"…\"}'".formatted(token)));
    }

    /** The database's time, which all servers are close to. */
    private static Clock clock(JdbcClient jdbc) {
        OffsetDateTime now =
                jdbc.sql("select now()").query(OffsetDateTime.class).single();
        return Clock.fixed(now.toInstant(), ZoneOffset.UTC);
    }
}
