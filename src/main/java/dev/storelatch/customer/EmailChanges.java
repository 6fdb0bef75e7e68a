package dev.storelatch.customer;

import dev.storelatch.core.Actor;
import dev.storelatch.core.CredentialsChanged;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Failure;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Changes the e-mail addresses of customers, at once or when the new address has been confirmed. */
@Service
public class EmailChanges {

    private final CustomerRepository customers;
    private final VerificationSettings settings;
    private final ApplicationEventPublisher events;

    EmailChanges(CustomerRepository customers, VerificationSettings settings, ApplicationEventPublisher events) {
        this.customers = customers;
        this.settings = settings;
        this.events = events;
    }

    /** Returns true if a new address of an account counts only once it is confirmed. */
    public boolean areConfirmed() {
        return settings.confirmEmailChange();
    }

    /** Returns true if an account that registers cannot log in until its address is confirmed. */
    public boolean areVerified() {
        return settings.requireVerifiedEmail();
    }

    /**
     * Changes the address of a customer whose row is locked, or has the new one confirmed first. A guest's is changed at
     * once: an administrator does that, and nobody logs in with it.
     *
     * @return the former address; null if it does not change now
     * @throws Failure.Duplicate if another customer has the address and it need not be confirmed
     */
    @Nullable
    String request(CustomerEntity customer, EmailAddress email) {
        if (email.value().equals(customer.email)) {
            return null;
        }
        if (customer.hasAccount && areConfirmed()) {
            events.publishEvent(new EmailChangeRequested(customer.actor(), email));
            return null;
        }
        return change(customer, email);
    }

    /**
     * Changes the address of an account whose row is locked, after the new one was confirmed. Ends all log-ins but one.
     *
     * @param continuingSession the stored id of the session that continues; null if all end
     * @throws Failure.Duplicate if another account has the address
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void confirm(Actor actor, EmailAddress email, @Nullable String continuingSession) {
        CustomerEntity customer = customers.findLocked(actor.id()).orElseThrow(actor::notFound);
        String formerEmail = change(customer, email);
        events.publishEvent(new CredentialsChanged(actor, false, formerEmail, continuingSession));
        events.publishEvent(new CustomerUpdated(actor.id()));
    }

    /**
     * Gives a former address back to an account whose row is locked, and takes its password, which a thief may know. Ends
     * all log-ins.
     *
     * @throws Failure.Duplicate if another account has the address
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void restore(Actor actor, EmailAddress email) {
        CustomerEntity customer = customers.findLocked(actor.id()).orElseThrow(actor::notFound);
        String formerEmail = email.value().equals(customer.email) ? null : change(customer, email);
        customer.passwordHash = null;
        events.publishEvent(new CredentialsChanged(actor, true, formerEmail, null));
        events.publishEvent(new CustomerUpdated(actor.id()));
    }

    private String change(CustomerEntity customer, EmailAddress email) {
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
        if (customer.hasAccount) {
            events.publishEvent(new EmailAssigned(customer.actor(), email));
        }
        return formerEmail;
    }
}
