package dev.storelatch.customer;

import dev.storelatch.core.Failure;
import dev.storelatch.core.Ids;
import java.time.Clock;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Adds, changes and removes addresses of a customer; those of others cannot be named. */
@Service
class AddressBook {

    private static final Pattern WORD = Pattern.compile("[\\w-]+");

    private final AddressRepository addresses;
    private final CustomerRepository customers;
    private final CustomerLimits limits;
    private final CustomerMetadata metadata;
    private final Ids ids;
    private final Clock clock;

    AddressBook(
            AddressRepository addresses,
            CustomerRepository customers,
            CustomerLimits limits,
            CustomerMetadata metadata,
            Ids ids,
            Clock clock) {
        this.addresses = addresses;
        this.customers = customers;
        this.limits = limits;
        this.metadata = metadata;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Adds the address, unless the customer already has the same one.
     *
     * @throws Failure.InvalidData if the customer would store too much
     * @throws Failure.NotFound if the customer was deleted during the request
     */
    @Transactional
    void add(String customerId, AddressChange address) {
        // Serializes concurrent calls, too: of two equal addresses one is added.
        lock(customerId);
        long count = addresses.countByCustomerIdAndDeletedAtIsNull(customerId);
        // More than allowed, as Medusa may have left them, are not even loaded.
        if (count > limits.maxAddresses() || !has(customerId, address)) {
            limits.checkAddressCount(count);
            metadata.changeWithinLimit(
                    customerId, () -> addresses.save(change(new AddressEntity(ids.next("addr"), customerId), address)));
        }
    }

    /**
     * Changes one of the customer's addresses.
     *
     * @throws Failure.InvalidData if the customer has no such address, or would store too much
     * @throws Failure.NotFound if the customer was deleted during the request
     */
    @Transactional
    void change(String customerId, String id, AddressChange address) {
        lock(customerId);
        AddressEntity entity = findOwn(customerId, id)
                .orElseThrow(() -> new Failure.InvalidData("Could not find address for customer"));
        metadata.changeWithinLimit(customerId, () -> change(entity, address));
    }

    /** Removes the address if it is the customer's, and otherwise does nothing. */
    @Transactional
    void remove(String customerId, String id) {
        findOwn(customerId, id).ifPresent(address -> address.deletedAt = clock.instant());
    }

    /**
     * Changes which address is the customer's billing address, or that address itself.
     *
     * @throws Failure.NotFound if the named address is not the customer's
     */
    @Transactional(propagation = Propagation.MANDATORY)
    void changeBilling(CustomerEntity customer, BillingAddressChange change) {
        String former = customer.billingAddressId;
        if (change instanceof BillingAddressChange.Removed) {
            customer.billingAddressId = null;
        } else if (change instanceof BillingAddressChange.Chosen chosen) {
            customer.billingAddressId = findBillable(customer, chosen.id())
                    .orElseThrow(() -> new Failure.NotFound("Address with id %s was not found".formatted(chosen.id())))
                    .id;
        } else if (change instanceof BillingAddressChange.Edited edited) {
            edit(customer, edited.change());
        }
        if (former != null && !former.equals(customer.billingAddressId)) {
            addresses.recordFormerBilling(former, customer.id);
        }
    }

    /** Locks the customer's row. The customer may have been deleted since the log-in was checked. */
    private void lock(String customerId) {
        if (customers.findLocked(customerId).isEmpty()) {
            throw Customers.notFound(customerId);
        }
    }

    private void edit(CustomerEntity customer, AddressChange change) {
        Optional<AddressEntity> current = findBillable(customer, customer.billingAddressId);
        AddressEntity address = change(current.orElseGet(() -> new AddressEntity(ids.next("addr"), null)), change);
        if (current.isEmpty()) {
            addresses.save(address);
            customer.billingAddressId = address.id;
        }
    }

    /** Finds one of the customer's own addresses, or the present billing address, which in Medusa may have no owner. */
    private Optional<AddressEntity> findBillable(CustomerEntity customer, @Nullable String id) {
        Optional<AddressEntity> own = id == null ? Optional.empty() : findOwn(customer.id, id);
        return own.isPresent() || id == null || !id.equals(customer.billingAddressId)
                ? own
                : addresses.findLocked(id).filter(address -> address.customerId == null);
    }

    private Optional<AddressEntity> findOwn(String customerId, String id) {
        return addresses.findLocked(id).filter(address -> customerId.equals(address.customerId));
    }

    private boolean has(String customerId, AddressChange address) {
        return addresses.findByCustomerIdAndDeletedAtIsNull(customerId).stream().anyMatch(address::isSameAs);
    }

    private AddressEntity change(AddressEntity address, AddressChange change) {
        limits.checkAddressTexts(change.texts());
        change.countryCode().asOptional().ifPresent(this::requireCountry);
        change.applyTo(address);
        return address;
    }

    private void requireCountry(String code) {
        if (!addresses.countryExists(code)) {
            // Medusa finds the code in PostgreSQL's message only if it consists of word characters.
            throw new Failure.NotFound(
                    WORD.matcher(code).matches()
                            ? "Country with country_code %s does not exist.".formatted(code)
                            : "null");
        }
    }
}
