package dev.storelatch.account;

import dev.storelatch.command.Command;
import dev.storelatch.command.MaintenanceCommand;
import dev.storelatch.command.UsageException;
import dev.storelatch.core.Actor;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Realm;
import dev.storelatch.core.StartupException;
import java.util.Arrays;
import java.util.function.Consumer;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A command about the account with an e-mail address: a customer, or with {@code --realm=admin} a user. */
abstract class AccountCommand implements MaintenanceCommand {

    private static final String REALM = "realm";

    private final String name;
    private final String summary;

    AccountCommand(String name, String summary) {
        this.name = name;
        this.summary = summary;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String summary() {
        return summary;
    }

    @Override
    public final String operand() {
        return "EMAIL";
    }

    @Override
    public final void run(Environment settings, JdbcClient jdbc, boolean dryRun, Consumer<String> out) {
        String text = settings.getProperty(Command.OPERAND, "");
        if (!EmailAddress.isValid(text)) {
            throw new UsageException("The e-mail address is missing or malformed: %s owner@example.com [--%s=admin]"
                    .formatted(name, REALM));
        }
        EmailAddress email = new EmailAddress(text);
        Target target = new Target(find(jdbc, realm(settings), email), email, settings, jdbc);
        run(target, dryRun, out);
    }

    /** An account that was found. */
    record Target(Actor account, EmailAddress email, Environment settings, JdbcClient jdbc) {

        /** Returns the name for the output, without the address. */
        String label() {
            return account.realm().objectName() + " " + account.id();
        }

        /** Prepares a statement with the parameters {@code realm} and {@code id}. */
        JdbcClient.StatementSpec sql(String sql) {
            return jdbc.sql(sql).param("realm", account.realm().id()).param("id", account.id());
        }

        @Override
        public String toString() {
            return label();
        }
    }

    abstract void run(Target target, boolean dryRun, Consumer<String> out);

    private static Realm realm(Environment settings) {
        String given = settings.getProperty(REALM, Realm.STORE.id());
        return Arrays.stream(Realm.values())
                .filter(realm -> realm.id().equals(given))
                .findFirst()
                .orElseThrow(() -> new UsageException("--%s must be store or admin".formatted(REALM)));
    }

    private static Actor find(JdbcClient jdbc, Realm realm, EmailAddress email) {
        return jdbc.sql(
                        "select id from storelatch.account_with_email(:realm, :email) as found (id) where id is not null")
                .param("realm", realm.id())
                .param("email", email.value())
                .query(String.class)
                .optional()
                .map(id -> new Actor(realm, id))
                .orElseThrow(() -> new StartupException(
                        "No %s has this e-mail address.".formatted(realm.objectName()),
                        realm == Realm.STORE ? "Add --realm=admin for a user who runs the store." : ""));
    }
}
