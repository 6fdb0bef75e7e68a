package dev.storelatch.customer;

import dev.storelatch.core.Actor;
import dev.storelatch.core.Failure;
import dev.storelatch.core.Ids;
import dev.storelatch.core.Realm;
import java.util.Optional;
import org.hibernate.exception.ConstraintViolationException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Reads the profiles of customers, and registers new ones. */
@Service
public class Customers {

    private final ProfileRepository profiles;
    private final CustomerRepository customers;
    private final CustomerLimits limits;
    private final Ids ids;

    Customers(ProfileRepository profiles, CustomerRepository customers, CustomerLimits limits, Ids ids) {
        this.profiles = profiles;
        this.customers = customers;
        this.limits = limits;
        this.ids = ids;
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
        return profiles.find(id)
                .orElseThrow(() -> new Failure.NotFound("Customer with id: %s was not found".formatted(id)));
    }

    /**
     * Registers a customer within the caller's transaction. The unique index of the table decides at the commit whether
     * the address is free: see {@link #isEmailTaken}.
     *
     * @throws Failure.InvalidData if a text is too long
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Actor register(NewCustomer customer) {
        limits.checkTexts(customer.texts());
        CustomerEntity entity = new CustomerEntity(ids.next("cus"), customer.email(), customer.passwordHash());
        entity.firstName = customer.firstName();
        entity.lastName = customer.lastName();
        entity.phone = customer.phone();
        customers.save(entity);
        return new Actor(Realm.STORE, entity.id);
    }

    /** Returns true if a commit failed because another account has the e-mail address. */
    public static boolean isEmailTaken(DataIntegrityViolationException failure) {
        return failure.getCause() instanceof ConstraintViolationException violation
                && "IDX_unique_email_for_guests_and_customer_accounts".equals(violation.getConstraintName());
    }
}
