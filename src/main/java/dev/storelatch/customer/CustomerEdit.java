package dev.storelatch.customer;

import dev.storelatch.core.Actor;
import dev.storelatch.core.CredentialsChanged;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Failure;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Applies a change to a customer's row, whoever requested it. */
@Component
class CustomerEdit {

    private final CustomerRepository customers;
    private final AddressBook addresses;
    private final CustomerMetadata metadata;
    private final ApplicationEventPublisher events;

    CustomerEdit(
            CustomerRepository customers,
            AddressBook addresses,
            CustomerMetadata metadata,
            ApplicationEventPublisher events) {
        this.customers = customers;
        this.addresses = addresses;
        this.metadata = metadata;
        this.events = events;
    }

    /**
     * Applies the change within the caller's transaction. A new password or e-mail address ends all log-ins but one.
     *
     * @param passwordHash of the new password, hashed before the transaction began; null to keep the password
     * @param continuingSession the stored id of the session that continues; null if all end
     * @throws Failure.NotFound if there is no such customer, or a named address or country does not exist
     * @throws Failure.Duplicate if another customer has the e-mail address
     */
    @Transactional(propagation = Propagation.MANDATORY)
    void apply(Actor actor, CustomerChange change, @Nullable String passwordHash, @Nullable String continuingSession) {
        CustomerEntity customer = customers.findLocked(actor.id()).orElseThrow(actor::notFound);
        metadata.changeWithinLimit(actor.id(), () -> {
            addresses.changeBilling(customer, change.billingAddress());
            customer.metadata = metadata.merge(customer.metadata, change.metadata());
        });
        change.firstName().ifPresent(value -> customer.firstName = value);
        change.lastName().ifPresent(value -> customer.lastName = value);
        change.phone().ifPresent(value -> customer.phone = value);
        String formerEmail = changeEmail(customer, change.email());
        if (passwordHash != null) {
            customer.passwordHash = passwordHash;
        }
        if (formerEmail != null || passwordHash != null) {
            events.publishEvent(new CredentialsChanged(actor, passwordHash != null, formerEmail, continuingSession));
        }
        events.publishEvent(new CustomerUpdated(actor.id()));
    }

    /** Returns the former address; null if it does not change. */
    private @Nullable String changeEmail(CustomerEntity customer, @Nullable EmailAddress email) {
        if (email == null || email.value().equals(customer.email)) {
            return null;
        }
        String formerEmail = customer.email;
        customer.email = email.value();
        try {
            customers.flush();
        } catch (DataIntegrityViolationException failure) {
            if (Customers.isEmailTaken(failure)) {
                throw new Failure.Duplicate("Customer with email, has_account %s, %s already exists."
                        .formatted(email.value(), customer.hasAccount ? "t" : "f"));
            }
            throw failure;
        }
        return formerEmail;
    }
}
