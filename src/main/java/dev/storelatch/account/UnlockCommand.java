package dev.storelatch.account;

import java.util.function.Consumer;

/** Command {@code unlock}: removes the lock of an account. Log-ins that the lock has ended stay ended. */
final class UnlockCommand extends AccountCommand {

    UnlockCommand() {
        super("unlock", "removes the lock of the account");
    }

    @Override
    void run(Target target, boolean dryRun, Consumer<String> out) {
        boolean locked = dryRun ? isLocked(target) : unlock(target);
        String done = dryRun ? " would be unlocked" : " is unlocked";
        out.accept(target.label() + (locked ? done : " was not locked"));
    }

    private static boolean isLocked(Target target) {
        return target.sql("""
                        select exists (
                            select from storelatch.account_state
                            where realm = :realm and account_id = :id and locked_until is not null)
                        """).query(Boolean.class).single();
    }

    private static boolean unlock(Target target) {
        return target.sql("""
                        with unlocked as (
                            update storelatch.account_state
                            set locked_until = null, lock_reason = null, locked_at = null, locked_by = null
                            where realm = :realm and account_id = :id and locked_until is not null
                            returning account_id
                        )
                        select storelatch.record_command('authn_login_unlock', :realm, account_id, null, null) from unlocked
                        """).query(Long.class).optional().isPresent();
    }
}
