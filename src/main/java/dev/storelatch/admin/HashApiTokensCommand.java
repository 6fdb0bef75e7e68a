package dev.storelatch.admin;

import dev.storelatch.command.MaintenanceCommand;
import java.util.function.Consumer;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Command {@code hash-api-tokens}: stores the hashes of API tokens that Medusa stored in clear, and empties its column. */
final class HashApiTokensCommand implements MaintenanceCommand {

    @Override
    public String name() {
        return "hash-api-tokens";
    }

    @Override
    public String summary() {
        return "replaces API tokens that Medusa stored in clear by their hashes, which Medusa cannot read";
    }

    @Override
    public void run(Environment settings, JdbcClient jdbc, boolean dryRun, Consumer<String> out) {
        int count = dryRun ? count(jdbc) : replace(jdbc);
        out.accept("%d API tokens %s hashed".formatted(count, dryRun ? "would be" : "are"));
    }

    private static int count(JdbcClient jdbc) {
        return jdbc.sql("select count(*) from \"user\" where api_token is not null")
                .query(Integer.class)
                .single();
    }

    /** A token that is set meanwhile stays, and the next run replaces it. */
    private static int replace(JdbcClient jdbc) {
        return jdbc.sql("""
                with clear as (
                    select id, api_token from "user" where api_token is not null for update
                ), hashed as (
                    insert into storelatch.api_token (user_id, hash)
                    select id, sha256(convert_to(api_token, 'UTF8')) from clear where api_token <> ''
                    on conflict (user_id) do update set hash = excluded.hash
                ), emptied as (
                    update "user" u set api_token = null from clear where u.id = clear.id returning u.id
                )
                select storelatch.record_command('user_updated', 'admin', id, 'api_token_hashed', null) from emptied
                """).query(Long.class).list().size();
    }
}
