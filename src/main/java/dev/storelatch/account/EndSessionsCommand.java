package dev.storelatch.account;

import java.util.function.Consumer;

/** Command {@code end-sessions}: ends all log-ins of an account, by cookie and by token. */
final class EndSessionsCommand extends AccountCommand {

    EndSessionsCommand() {
        super("end-sessions", "ends all log-ins of the customer, or with --realm=admin of the user");
    }

    @Override
    void run(Target target, boolean dryRun, Consumer<String> out) {
        if (dryRun) {
            out.accept(target.label() + ": all log-ins would be ended");
            return;
        }
        int sessions = target.sql("""
                        with ended as materialized (select storelatch.end_log_ins(:realm, :id) as sessions)
                        select sessions
                        from ended
                        cross join lateral storelatch.record_command(
                            'session_ended', :realm, :id, 'ended_by_administrator', sessions || ' sessions')
                        """).query(Integer.class).single();
        out.accept("%s: %d sessions and all tokens ended".formatted(target.label(), sessions));
    }
}
