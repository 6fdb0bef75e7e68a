package dev.storelatch.admin;

import dev.storelatch.command.MaintenanceCommand;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.StartupException;
import java.util.function.Consumer;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Command {@code promote-admin}: gives a user the role {@code admin}. Users that Medusa's command line made are members. */
final class PromoteAdminCommand implements MaintenanceCommand {

    @Override
    public String name() {
        return "promote-admin";
    }

    @Override
    public String summary() {
        return "gives the user with --admin-email=… the role admin";
    }

    @Override
    public void run(Environment settings, JdbcClient jdbc, boolean dryRun, Consumer<String> out) {
        EmailAddress email = AdminEmail.read(settings);
        String id = jdbc.sql("select id from \"user\" where email = :email and deleted_at is null")
                .param("email", email.value())
                .query(String.class)
                .optional()
                .orElseThrow(() -> new StartupException(
                        "No user has this e-mail address.", "Add one by the command create-admin."));
        if (!dryRun) {
            promote(jdbc, id);
        }
        out.accept("%s %s the role admin".formatted(id, dryRun ? "would have" : "has"));
    }

    private static void promote(JdbcClient jdbc, String id) {
        jdbc.sql("""
                with former as (
                    select id, role from "user" where id = :id and role is distinct from 'admin' for update
                ), promoted as (
                    update "user" u set role = 'admin', updated_at = now() from former where u.id = former.id
                    returning u.id, former.role
                )
                select storelatch.record_command(
                    'privilege_permissions_changed', 'admin', id, null, concat_ws(' to ', role, 'admin'))
                from promoted
                """).param("id", id).query(Long.class).list();
    }
}
