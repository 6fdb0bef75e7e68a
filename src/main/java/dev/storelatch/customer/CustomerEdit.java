package dev.storelatch.customer;

import dev.storelatch.core.Actor;
import dev.storelatch.core.CredentialsChanged;
import dev.storelatch.core.Failure;
import dev.storelatch.core.SecurityEvent;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Applies a change to a customer's row, whoever requested it. */
@Component
class CustomerEdit {

    private final CustomerRepository customers;
    private final AddressBook addresses;
    private final CustomerMetadata metadata;
    private final EmailChanges emails;
    private final ApplicationEventPublisher events;

    CustomerEdit(
            CustomerRepository customers,
            AddressBook addresses,
            CustomerMetadata metadata,
            EmailChanges emails,
            ApplicationEventPublisher events) {
        this.customers = customers;
        this.addresses = addresses;
        this.metadata = metadata;
        this.emails = emails;
        this.events = events;
    }

    /**
     * Applies the change within the caller's transaction. A new password or e-mail address ends all log-ins but one.
     *
     * @param passwordHash of the new password, hashed before the transaction began; null to keep the password
     * @param continuingSession the stored id of the session that continues; null if all end
     * @throws Failure.NotFound if there is no such customer, or a named address or country does not exist
     * @throws Failure.Duplicate as {@link EmailChanges#request}
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
        String formerEmail = change.email() == null ? null : emails.request(customer, change.email());
        if (passwordHash != null) {
            customer.passwordHash = passwordHash;
        }
        if (formerEmail != null || passwordHash != null) {
            events.publishEvent(new CredentialsChanged(actor, passwordHash != null, formerEmail, continuingSession));
        }
        events.publishEvent(new CustomerUpdated(actor.id()));
        events.publishEvent(SecurityEvent.of(SecurityEvent.Type.USER_UPDATED, actor));
    }
}
