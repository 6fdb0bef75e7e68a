package dev.storelatch.account;

import dev.storelatch.command.MaintenanceCommand;
import dev.storelatch.core.Actor;
import dev.storelatch.core.Realm;
import dev.storelatch.core.StartupException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Command {@code erase-account}: erases one customer or user by the functions of the database that the server calls. */
final class EraseAccountCommand implements MaintenanceCommand {

    @Override
    public String name() {
        return "erase-account";
    }

    @Override
    public String summary() {
        return "erases the personal data of --customer-id=cus_… or --user-id=usr_…; orders stay";
    }

    @Override
    public void run(Environment settings, JdbcClient jdbc, boolean dryRun, Consumer<String> out) {
        Actor account = account(settings);
        String label = account.realm().objectName() + " " + account.id();
        if (!(dryRun ? exists(jdbc, account) : erase(jdbc, account))) {
            throw new StartupException(
                    "There is no %s, or it has been erased already.".formatted(label), "Nothing has been changed.");
        }
        out.accept(label + (dryRun ? " would be erased" : " erased"));
    }

    private static boolean exists(JdbcClient jdbc, Actor account) {
        return jdbc.sql(search(account.realm()))
                .param("id", account.id())
                .query(Boolean.class)
                .single();
    }

    private static boolean erase(JdbcClient jdbc, Actor account) {
        return jdbc.sql("""
                        select storelatch.record_command('user_deleted', :realm, :id, null, null)
                        from (%s) as erasure (done)
                        where done
                        """.formatted(ErasureRepository.erasure(account.realm())))
                .param("realm", account.realm().id())
                .param("id", account.id())
                .query(Long.class)
                .optional()
                .isPresent();
    }

    private static Actor account(Environment settings) {
        List<Actor> named = Arrays.stream(Realm.values())
                .flatMap(realm -> Optional.ofNullable(settings.getProperty(realm.objectName() + "-id")).stream()
                        .map(id -> new Actor(realm, id)))
                .toList();
        if (named.size() != 1) {
            throw new StartupException(
                    "The command erases one account.", "Name it by --customer-id=cus_… or by --user-id=usr_…");
        }
        return named.get(0);
    }

    private static String search(Realm realm) {
        return switch (realm) {
            case STORE ->
                "select exists (select from customer where id = :id and email <> storelatch.erased_email(id))";
            case ADMIN ->
                "select exists (select from \"user\" where id = :id and email <> storelatch.erased_email(id))";
        };
    }
}
