package dev.storelatch.customer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Warns at start-up of accounts that cannot log in because Medusa stored a changed e-mail address as it was typed, while
 * log-in looks it up in lower case.
 */
@Component
class MixedCaseEmailCheck {

    private static final Logger LOG = LoggerFactory.getLogger(MixedCaseEmailCheck.class);

    private final CustomerRepository customers;

    MixedCaseEmailCheck(CustomerRepository customers) {
        this.customers = customers;
    }

    @EventListener(ApplicationReadyEvent.class)
    void warn() {
        long count = customers.countMixedCaseEmails();
        if (count > 0) {
            LOG.warn(
                    "{} accounts have capital letters in their e-mail address, and cannot log in until the command"
                            + " lower-case-emails has stored it in lower case",
                    count);
        }
    }
}
