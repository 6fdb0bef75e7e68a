package dev.storelatch.account;

import dev.storelatch.throttle.LoginWaits;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Command {@code account}: shows the state, the sessions and the last events of an account. It changes nothing. */
final class AccountReportCommand extends AccountCommand {

    private static final int MAX_ROWS = 20;

    AccountReportCommand() {
        super("account", "shows state, sessions, lock, throttle and last events of the account");
    }

    @Override
    void run(Target target, boolean dryRun, Consumer<String> out) {
        out.accept(target.label());
        print("State", state(target), out);
        print("Throttle", List.of(throttle(target)), out);
        print("Second factors", factors(target), out);
        print("Sessions", sessions(target), out);
        print("Last events", events(target), out);
    }

    private static void print(String title, List<String> lines, Consumer<String> out) {
        out.accept(title + ":");
        (lines.isEmpty() ? List.of("none") : lines).forEach(line -> out.accept("  " + line));
    }

    /** The reason of a lock is text of an administrator, and may contain line breaks. */
    private static List<String> state(Target target) {
        return target.sql("""
                        select unnest(array_remove(array[
                            case when exists (select from storelatch.live_account(:realm, :id)) then 'can log in'
                                 else 'cannot log in' end,
                            case when s.locked_until > now() then concat_ws(' ', 'locked',
                                'until ' || to_char(nullif(s.locked_until, 'infinity') at time zone 'UTC',
                                                    'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
                                'since ' || to_char(s.locked_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
                                'by ' || s.locked_by,
                                '(' || regexp_replace(s.lock_reason, '[[:cntrl:]]+', ' ', 'g') || ')') end,
                            case when s.verified_email is null then 'e-mail address not verified'
                                 else 'e-mail address verified' end,
                            case when s.awaits_verification then 'awaits the confirmation of the address' end], null))
                        from (select) as one
                        left join storelatch.account_state s on s.realm = :realm and s.account_id = :id
                        """).query(String.class).list();
    }

    private static String throttle(Target target) {
        Duration wait = new LoginWaits(target.settings(), target.jdbc())
                .loginWait(target.account().realm(), target.email());
        return wait.isZero()
                ? "a log-in is possible now"
                : "too many attempts: the next log-in is possible in %d seconds".formatted(wait.toSeconds() + 1);
    }

    private static List<String> factors(Target target) {
        return target.sql("""
                        select concat_ws(', ', id, method,
                            'since ' || to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
                            'last used ' || to_char(last_used_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))
                        from storelatch.second_factor
                        where realm = :realm and account_id = :id
                        order by created_at, id
                        """).query(String.class).list();
    }

    private static List<String> sessions(Target target) {
        return target.sql("""
                        select concat_ws(', ', s.primary_id, s.device, s.network,
                            'since ' || to_char(to_timestamp(s.creation_time / 1000) at time zone 'UTC',
                                                'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
                            'last used ' || to_char(to_timestamp(s.last_access_time / 1000) at time zone 'UTC',
                                                    'YYYY-MM-DD"T"HH24:MI:SS"Z"'))
                        from storelatch.session s
                        join storelatch.session_attributes a on a.session_primary_id = s.primary_id
                        where a.attribute_name = :realm and a.attribute_bytes = convert_to(:id, 'UTF8')
                          and s.expiry_time > extract(epoch from now()) * 1000
                        order by s.creation_time desc
                        limit :rows
                        """).param("rows", MAX_ROWS).query(String.class).list();
    }

    private static List<String> events(Target target) {
        return target.sql("""
                        select concat_ws(' ',
                            to_char(occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), event, way, reason,
                            detail, network, 'by ' || actor_id)
                        from storelatch.audit_event
                        where realm = :realm and account_id = :id
                        order by id desc
                        limit :rows
                        """).param("rows", MAX_ROWS).query(String.class).list();
    }
}
