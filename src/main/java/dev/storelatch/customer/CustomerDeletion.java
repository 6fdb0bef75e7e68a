package dev.storelatch.customer;

import dev.storelatch.core.AccountDisabled;
import dev.storelatch.core.Actor;
import dev.storelatch.core.Failure;
import dev.storelatch.core.LogoutReason;
import java.time.Clock;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Deletes customers as Medusa deletes rows: by their column {@code deleted_at}. Their data stay in the database. */
@Service
public class CustomerDeletion {

    private final CustomerRepository customers;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    CustomerDeletion(CustomerRepository customers, ApplicationEventPublisher events, Clock clock) {
        this.customers = customers;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Deletes the customer and ends all log-ins. The e-mail address can register again.
     *
     * @throws Failure.NotFound if the customer was deleted during the request
     */
    @Transactional
    public void delete(Actor customer) {
        customers.findLocked(customer.id()).orElseThrow(customer::notFound).deletedAt = clock.instant();
        // Before the insert of an account that may follow with the same address.
        customers.flush();
        events.publishEvent(new AccountDisabled(customer, LogoutReason.DELETED));
    }
}
