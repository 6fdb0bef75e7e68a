package dev.storelatch.customer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Creates the indexes of the list of customers after the start. It is no migration, since with millions of customers it
 * takes minutes, and a migration that is interrupted has to be repaired by hand.
 */
@Component
class CustomerIndexCreation {

    private static final Logger LOG = LoggerFactory.getLogger(CustomerIndexCreation.class);

    private final CustomerIndexRepository indexes;
    private final CustomerListSettings settings;

    CustomerIndexCreation(CustomerIndexRepository indexes, CustomerListSettings settings) {
        this.indexes = indexes;
        this.settings = settings;
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        if (settings.createIndexes()) {
            Thread thread = new Thread(this::create, "customer-indexes");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void create() {
        try {
            int created = indexes.createMissing(line -> LOG.info("List of customers: {}", line));
            if (created > 0) {
                LOG.info("Created {} indexes for the list of customers", created);
            }
        } catch (DataAccessException e) {
            LOG.warn(
                    "The indexes for the list of customers could not be created. The next start tries again, or the owner of"
                            + " the table customer can create them, see docs/configuration.md: {}",
                    e.getMostSpecificCause().getMessage());
        }
    }
}
