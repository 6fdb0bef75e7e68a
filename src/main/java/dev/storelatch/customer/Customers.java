package dev.storelatch.customer;

import dev.storelatch.core.Actor;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Failure;
import dev.storelatch.core.Ids;
import dev.storelatch.core.Realm;
import dev.storelatch.core.SecurityEvent;
import java.util.Optional;
import org.hibernate.exception.ConstraintViolationException;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.node.ObjectNode;

/** Reads the profiles of customers, and creates new ones. */
@Service
public class Customers {

    private final ProfileRepository profiles;
    private final CustomerRepository customers;
    private final CustomerLimits limits;
    private final CustomerMetadata metadata;
    private final Ids ids;
    private final ApplicationEventPublisher events;

    Customers(
            ProfileRepository profiles,
            CustomerRepository customers,
            CustomerLimits limits,
            CustomerMetadata metadata,
            Ids ids,
            ApplicationEventPublisher events) {
        this.profiles = profiles;
        this.customers = customers;
        this.limits = limits;
        this.metadata = metadata;
        this.ids = ids;
        this.events = events;
    }

    /** Finds the customer, without addresses. Costs one SELECT. */
    public Optional<Customer> find(String id) {
        return profiles.find(id).map(Profile::customer);
    }

    /**
     * Returns the customer with all addresses. Costs one SELECT.
     *
     * @throws Failure.NotFound if there is no such customer
     */
    public Profile profile(String id) {
        return profiles.find(id).orElseThrow(() -> notFound(id));
    }

    /** Returns the id of the guest with this address. */
    public Optional<String> findGuest(EmailAddress email) {
        return customers
                .findByEmailAndHasAccountFalseAndDeletedAtIsNull(email.value())
                .map(CustomerEntity::getId);
    }

    /** Returns true if an account, or else a guest, has the e-mail address. */
    boolean exists(EmailAddress email, boolean hasAccount) {
        return customers.existsByEmailAndHasAccountAndDeletedAtIsNull(email.value(), hasAccount);
    }

    /**
     * Creates a customer within the caller's transaction. The unique index of the table decides whether the address is
     * free: see {@link #isEmailTaken}.
     *
     * @throws Failure.Duplicate if the address is reserved for its former account
     * @throws Failure.InvalidData if a text is too long, or the metadata too large
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Actor register(NewCustomer customer) {
        limits.checkTexts(customer.texts());
        CustomerEntity entity =
                new CustomerEntity(ids.next("cus"), customer.email(), customer.passwordHash(), customer.hasAccount());
        entity.firstName = customer.firstName();
        entity.lastName = customer.lastName();
        entity.phone = customer.phone();
        ObjectNode newMetadata = customer.metadata();
        if (newMetadata == null) {
            customers.save(entity);
        } else {
            entity.metadata = newMetadata.toString();
            metadata.changeWithinLimit(entity.id, () -> customers.save(entity));
        }
        customers.flush();
        if (entity.hasAccount) {
            events.publishEvent(new EmailAssigned(entity.actor(), customer.email()));
        }
        events.publishEvent(new CustomerCreated(entity.id));
        if (entity.hasAccount) {
            events.publishEvent(SecurityEvent.of(SecurityEvent.Type.USER_CREATED, entity.actor()));
        }
        return entity.actor();
    }

    static Failure notFound(String id) {
        return new Actor(Realm.STORE, id).notFound();
    }

    /** Returns true if a statement failed because another account has the e-mail address. */
    public static boolean isEmailTaken(DataIntegrityViolationException failure) {
        return failure.getCause() instanceof ConstraintViolationException violation
                && "IDX_unique_email_for_guests_and_customer_accounts".equals(violation.getConstraintName());
    }
}
