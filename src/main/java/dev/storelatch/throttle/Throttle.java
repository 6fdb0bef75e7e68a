package dev.storelatch.throttle;

import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Failure;
import dev.storelatch.crypto.Sha256;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.Assert;

/**
 * Limits how often one e-mail address can be tried, whether it has an account or not (ASVS 6.3.1). All replicas count
 * together, in PostgreSQL. Call it outside of a transaction, which it checks: a rollback would forget what was counted,
 * and an open transaction would make all others who try the address wait.
 */
@Component
public class Throttle {

    private static final Logger LOG = LoggerFactory.getLogger(Throttle.class);

    private final ThrottleSettings settings;
    private final JdbcClient jdbc;
    private final Clock clock;

    Throttle(ThrottleSettings settings, JdbcClient jdbc, Clock clock) {
        this.settings = settings;
        this.jdbc = jdbc;
        this.clock = clock;
        if (!settings.enabled()) {
            LOG.warn("storelatch.throttle.enabled=false: passwords can be tried without limit."
                    + " This is for load and contract tests only.");
        }
    }

    private enum Kind {
        ATTEMPT,
        PROBE,
        RESET_MAIL,
        CLAIM_MAIL
    }

    /**
     * Counts one attempt to log in, before the account is looked up and anything is hashed. A refused attempt takes
     * nothing from the budget, so going on does not lengthen the wait.
     *
     * @throws Failure.TooManyRequests if the budget is spent, with the whole seconds until the next attempt passes
     */
    public void attempt(EmailAddress email) {
        take(Kind.ATTEMPT, email, settings.attempts(), settings.attemptInterval());
    }

    /** Gives back what one {@link #attempt} took, since its password could not be checked. */
    public void takeBack(EmailAddress email) {
        if (!settings.enabled()) {
            return;
        }
        requireNoTransaction();
        jdbc.sql("update storelatch.throttle set full_at = full_at - :interval where key = :key")
                .param("interval", settings.attemptInterval().toMillis())
                .param("key", key(Kind.ATTEMPT, email))
                .update();
    }

    /** A right password: what {@link #attempt} counted for this address is forgotten. */
    public void succeeded(EmailAddress email) {
        if (!settings.enabled()) {
            return;
        }
        requireNoTransaction();
        jdbc.sql("delete from storelatch.throttle where key = :key")
                .param("key", key(Kind.ATTEMPT, email))
                .update();
    }

    /**
     * Counts one question whether this address has an account, apart from the attempts.
     *
     * @throws Failure.TooManyRequests as {@link #attempt}
     */
    public void probe(EmailAddress email) {
        take(Kind.PROBE, email, settings.probes(), settings.probeInterval());
    }

    /**
     * Counts one mail with a link for a new password, whether the address has an account or not (ASVS 2.4.1).
     *
     * @throws Failure.TooManyRequests as {@link #attempt}
     */
    public void resetMail(EmailAddress email) {
        take(Kind.RESET_MAIL, email, settings.mails(), settings.mailInterval());
    }

    /**
     * Counts one mail that asks the address to hand its orders over.
     *
     * @throws Failure.TooManyRequests as {@link #attempt}
     */
    public void claimMail(EmailAddress email) {
        take(Kind.CLAIM_MAIL, email, settings.mails(), settings.mailInterval());
    }

    /**
     * The generic cell rate algorithm (ITU-T I.371): the moment when the budget is full again stands for all that was
     * taken, and each passing attempt moves it on by one interval. It may not lie further ahead than the whole budget
     * takes, even if a clock was set back or the budget made smaller since. The row's lock makes simultaneous attempts
     * pass one by one.
     */
    private void take(Kind kind, EmailAddress email, int budget, Duration interval) {
        if (!settings.enabled()) {
            return;
        }
        requireNoTransaction();
        long now = clock.millis();
        long millisToWait = jdbc.sql("""
                        insert into storelatch.throttle as t (key, full_at, passed)
                        values (:key, :now + :interval, true)
                        on conflict (key) do update
                        set passed = t.full_at <= :latest,
                            full_at = case
                                when t.full_at <= :latest then greatest(t.full_at, :now) + :interval
                                else least(t.full_at, :latest + :interval)
                            end
                        returning case when passed then 0 else full_at - :latest end
                        """)
                .param("key", key(kind, email))
                .param("now", now)
                .param("interval", interval.toMillis())
                .param("latest", now + (budget - 1) * interval.toMillis())
                .query(Long.class)
                .single();
        if (millisToWait > 0) {
            Duration wait = Duration.ofSeconds((millisToWait + 999) / 1_000);
            throw new Failure.TooManyRequests("Too many attempts. Try again later.", wait);
        }
    }

    private static void requireNoTransaction() {
        Assert.state(
                !TransactionSynchronizationManager.isActualTransactionActive(),
                "attempts are counted outside of a transaction");
    }

    /** An address is never stored. The hash only shortens it: whoever reads the table can still try a list of them. */
    private static byte[] key(Kind kind, EmailAddress email) {
        return Sha256.of(kind + ":" + email.value());
    }
}
