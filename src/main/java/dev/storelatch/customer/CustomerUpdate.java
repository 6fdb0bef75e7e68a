package dev.storelatch.customer;

import dev.storelatch.core.CredentialsChanged;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Failure;
import dev.storelatch.core.Login;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Changes a customer's profile and credentials, all that was requested or nothing. */
@Service
class CustomerUpdate {

    private final CredentialChange credentials;
    private final CustomerRepository customers;
    private final AddressBook addresses;
    private final CustomerMetadata metadata;
    private final TransactionOperations transaction;
    private final ApplicationEventPublisher events;

    CustomerUpdate(
            CredentialChange credentials,
            CustomerRepository customers,
            AddressBook addresses,
            CustomerMetadata metadata,
            TransactionOperations transaction,
            ApplicationEventPublisher events) {
        this.credentials = credentials;
        this.customers = customers;
        this.addresses = addresses;
        this.metadata = metadata;
        this.transaction = transaction;
        this.events = events;
    }

    /**
     * Applies the change. Passwords are hashed before the transaction begins.
     *
     * @throws Failure.Unauthorized if the current password was sent and is wrong
     * @throws Failure.InvalidData if the new password is refused, or the current one is required and missing
     * @throws Failure.NotFound if a named address or country does not exist
     * @throws Failure.Duplicate if another account has the e-mail address
     */
    void update(Login login, CustomerChange change) {
        credentials.checkCurrentPassword(login.actor(), change);
        String passwordHash = credentials.hashNewPassword(login.actor(), change);
        try {
            transaction.executeWithoutResult(status -> apply(login, change, passwordHash));
        } catch (DataIntegrityViolationException failure) {
            EmailAddress email = change.email();
            if (email != null && Customers.isEmailTaken(failure)) {
                throw new Failure.Duplicate(
                        "Customer with email, has_account %s, t already exists.".formatted(email.value()));
            }
            throw failure;
        }
    }

    private void apply(Login login, CustomerChange change, @Nullable String passwordHash) {
        String id = login.actor().id();
        CustomerEntity customer = customers
                .findLocked(id)
                .filter(found -> found.deletedAt == null)
                .orElseThrow(() -> new Failure.NotFound("Customer with id: %s was not found".formatted(id)));
        metadata.changeWithinLimit(id, () -> {
            addresses.changeBilling(customer, change.billingAddress());
            customer.metadata = metadata.merge(customer.metadata, change.metadata());
        });
        change.firstName().ifPresent(value -> customer.firstName = value);
        change.lastName().ifPresent(value -> customer.lastName = value);
        change.phone().ifPresent(value -> customer.phone = value);
        EmailAddress email = change.email();
        String formerEmail = email == null || email.value().equals(customer.email) ? null : customer.email;
        if (email != null) {
            customer.email = email.value();
        }
        if (passwordHash != null) {
            customer.passwordHash = passwordHash;
        }
        if (formerEmail != null || passwordHash != null) {
            events.publishEvent(
                    new CredentialsChanged(login.actor(), passwordHash != null, formerEmail, login.sessionId()));
        }
        events.publishEvent(new CustomerUpdated(id));
    }
}
