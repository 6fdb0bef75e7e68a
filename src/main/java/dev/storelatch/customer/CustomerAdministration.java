package dev.storelatch.customer;

import dev.storelatch.core.Actor;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Failure;
import dev.storelatch.core.Realm;
import dev.storelatch.password.Passwords;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.node.ObjectNode;

/** Creates and changes customers for administrators, by the rules that hold for customers themselves. */
@Service
class CustomerAdministration {

    private final Customers customers;
    private final CredentialChange credentials;
    private final Passwords passwords;
    private final CustomerEdit edit;
    private final CustomerGroupRepository groups;
    private final TransactionOperations transaction;

    CustomerAdministration(
            Customers customers,
            CredentialChange credentials,
            Passwords passwords,
            CustomerEdit edit,
            CustomerGroupRepository groups,
            TransactionOperations transaction) {
        this.customers = customers;
        this.credentials = credentials;
        this.passwords = passwords;
        this.edit = edit;
        this.groups = groups;
        this.transaction = transaction;
    }

    /**
     * Data of a new customer.
     *
     * @param password empty for a guest
     */
    record Creation(
            EmailAddress email,
            String password,
            @Nullable String firstName,
            @Nullable String lastName,
            @Nullable String phone,
            @Nullable ObjectNode metadata) {

        @Override
        public String toString() {
            return "Creation[redacted]";
        }
    }

    /**
     * Creates a customer with an account, or a guest if the password is empty.
     *
     * @throws Failure.Duplicate if there is an account, or a guest, with the address
     * @throws Failure.InvalidData if the password is refused, a text too long, or the metadata too large
     */
    Customer create(Creation creation) {
        boolean guest = creation.password().isEmpty();
        if (customers.exists(creation.email(), !guest)) {
            throw duplicate(guest);
        }
        String passwordHash = null;
        if (!guest) {
            passwords.checkNew(creation.password(), creation.email());
            passwordHash = passwords.hash(creation.password());
        }
        NewCustomer customer = new NewCustomer(
                creation.email(),
                passwordHash,
                creation.firstName(),
                creation.lastName(),
                creation.phone(),
                creation.metadata());
        try {
            String id =
                    transaction.execute(status -> customers.register(customer).id());
            return customers.profile(id).customer();
        } catch (DataIntegrityViolationException failure) {
            if (Customers.isEmailTaken(failure)) {
                throw duplicate(guest);
            }
            throw failure;
        }
    }

    /**
     * Applies the change, which ends all log-ins of the customer if it has a new password.
     *
     * @param groupIds ids of the only groups that the customer is in afterwards; null to keep the groups
     * @throws Failure.InvalidData if the password is refused, or the e-mail address of an account was to be changed
     * @throws Failure as {@link CustomerEdit#apply}, and if a group does not exist
     */
    void update(String id, CustomerChange change, @Nullable Set<String> groupIds) {
        Customer customer = customers.profile(id).customer();
        if (customer.hasAccount() && change.email() != null) {
            throw new Failure.InvalidData("Email cannot be changed when the user has registered their account");
        }
        Actor actor = new Actor(Realm.STORE, id);
        String passwordHash = credentials.hashNewPassword(actor, change);
        transaction.executeWithoutResult(status -> {
            edit.apply(actor, change, passwordHash, null);
            if (groupIds != null) {
                changeGroups(id, groupIds);
            }
        });
    }

    private void changeGroups(String id, Set<String> groupIds) {
        groups.findUnknown(groupIds).ifPresent(unknown -> {
            throw new Failure.NotFound("Customer_group with customer_group_id %s does not exist.".formatted(unknown));
        });
        groups.replace(id, groupIds);
    }

    private static Failure duplicate(boolean guest) {
        return new Failure.Duplicate(
                guest
                        ? "Guest customer with email already exists"
                        : "A customer with the given email already has an account. Log in instead");
    }
}
