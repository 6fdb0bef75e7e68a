package dev.storelatch.account;

import dev.storelatch.core.StartupException;
import java.util.Optional;
import java.util.function.Consumer;

/** Command {@code lock}: locks an account until it is unlocked, and ends its log-ins. */
final class LockCommand extends AccountCommand {

    private static final int MAX_REASON_LENGTH = 500;

    LockCommand() {
        super("lock", "locks the account and ends its log-ins; --reason=… is shown to administrators");
    }

    @Override
    void run(Target target, boolean dryRun, Consumer<String> out) {
        String reason = target.settings().getProperty("reason", "locked by a command");
        if (reason.isBlank() || reason.length() > MAX_REASON_LENGTH) {
            throw new StartupException(
                    "The reason is empty or longer than %d characters.".formatted(MAX_REASON_LENGTH),
                    "Nothing has been changed.");
        }
        if (dryRun) {
            out.accept(target.label() + " would be locked");
            return;
        }
        Optional<Integer> sessions =
                target.sql("""
                        with locked as materialized (select storelatch.lock_account(:realm, :id, :reason) as sessions)
                        select sessions
                        from locked
                        cross join lateral storelatch.record_command('authn_login_lock', :realm, :id, null, null)
                        where sessions is not null
                        """).param("reason", reason).query(Integer.class).optional();
        out.accept("%s is locked: %d sessions and all tokens ended"
                .formatted(
                        target.label(),
                        sessions.orElseThrow(() -> new StartupException(
                                "%s is the last administrator.".formatted(target.label()),
                                "Give another user the role admin first, by the command promote-admin."))));
    }
}
