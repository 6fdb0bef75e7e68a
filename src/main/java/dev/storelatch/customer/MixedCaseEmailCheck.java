package dev.storelatch.customer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tells at start how many accounts cannot log in because Medusa stored a changed e-mail address as it was typed, while
 * every log-in looks for it in lower case.
 */
@Component
class MixedCaseEmailCheck {

    private static final Logger LOG = LoggerFactory.getLogger(MixedCaseEmailCheck.class);

    private final JdbcClient jdbc;

    MixedCaseEmailCheck(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @EventListener(ApplicationReadyEvent.class)
    void warn() {
        long count = count();
        if (count > 0) {
            LOG.warn(
                    "{} accounts have capital letters in their e-mail address, and cannot log in until the command"
                            + " lower-case-emails has stored it in lower case",
                    count);
        }
    }

    long count() {
        return jdbc.sql("""
                        select count(*) from customer where email <> lower(email) and has_account and deleted_at is null
                        """).query(Long.class).single();
    }
}
