package dev.storelatch.customer;

import dev.storelatch.core.Failure;
import dev.storelatch.core.Ids;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** A customer's addresses. Nobody sees, names or changes another customer's. */
@Service
class Addresses {

    private static final Pattern CODE = Pattern.compile("[\\w-]+");

    private final EntityManager entities;
    private final JdbcClient jdbc;
    private final Ids ids;
    private final Clock clock;

    Addresses(EntityManager entities, JdbcClient jdbc, Ids ids, Clock clock) {
        this.entities = entities;
        this.jdbc = jdbc;
        this.ids = ids;
        this.clock = clock;
    }

    /** Adds the address, unless the customer has the same one already. */
    @Transactional
    void add(String customerId, AddressChange address) {
        // The customer's row is the lock: of two equal addresses sent at once one is added.
        entities.find(CustomerEntity.class, customerId, LockModeType.PESSIMISTIC_WRITE);
        List<AddressEntity> existing = entities.createQuery(
                        "select a from AddressEntity a where a.customerId = :customer and a.deletedAt is null",
                        AddressEntity.class)
                .setParameter("customer", customerId)
                .getResultList();
        if (existing.stream().noneMatch(address::isSameAs)) {
            entities.persist(change(new AddressEntity(ids.next("addr"), customerId), address));
        }
    }

    /** @throws Failure.InvalidData if the customer has no such address */
    @Transactional
    void change(String customerId, String id, AddressChange address) {
        AddressEntity row = findOwn(customerId, id)
                .orElseThrow(() -> new Failure.InvalidData("Could not find address for customer"));
        change(row, address);
    }

    /** Removes the address if it is the customer's, and otherwise does nothing. */
    @Transactional
    void remove(String customerId, String id) {
        findOwn(customerId, id).ifPresent(row -> row.deletedAt = clock.instant());
    }

    /**
     * Changes which address is the customer's billing address, or that address itself.
     *
     * @throws Failure.NotFound if the address that is named is not the customer's
     */
    @Transactional(propagation = Propagation.MANDATORY)
    void changeBilling(CustomerEntity customer, CustomerChange.BillingAddress change) {
        if (change instanceof CustomerChange.BillingAddress.Unset) {
            customer.billingAddressId = null;
        } else if (change instanceof CustomerChange.BillingAddress.Chosen chosen) {
            customer.billingAddressId = findBillable(customer, chosen.id())
                    .orElseThrow(() -> new Failure.NotFound("Address with id %s was not found".formatted(chosen.id())))
                    .id;
        } else if (change instanceof CustomerChange.BillingAddress.Edited edited) {
            edit(customer, edited.change());
        }
    }

    private void edit(CustomerEntity customer, AddressChange change) {
        Optional<AddressEntity> current = findBillable(customer, customer.billingAddressId);
        AddressEntity row = change(current.orElseGet(() -> new AddressEntity(ids.next("addr"), null)), change);
        if (current.isEmpty()) {
            entities.persist(row);
            customer.billingAddressId = row.id;
        }
    }

    /** One's own address, or the one that is one's billing address already and, as Medusa writes it, nobody's. */
    private Optional<AddressEntity> findBillable(CustomerEntity customer, @Nullable String id) {
        Optional<AddressEntity> own = id == null ? Optional.empty() : findOwn(customer.id, id);
        return own.isPresent() || id == null || !id.equals(customer.billingAddressId)
                ? own
                : findLive(id).filter(row -> row.customerId == null);
    }

    private Optional<AddressEntity> findOwn(String customerId, String id) {
        return findLive(id).filter(row -> customerId.equals(row.customerId));
    }

    private Optional<AddressEntity> findLive(String id) {
        return Optional.ofNullable(entities.find(AddressEntity.class, id, LockModeType.PESSIMISTIC_WRITE))
                .filter(row -> row.deletedAt == null);
    }

    private AddressEntity change(AddressEntity row, AddressChange change) {
        change.countryCode().asOptional().ifPresent(this::requireCountry);
        change.applyTo(row);
        return row;
    }

    private void requireCountry(String code) {
        boolean exists = jdbc.sql("select exists (select from country where iso_2 = :code)")
                .param("code", code)
                .query(Boolean.class)
                .single();
        if (!exists) {
            // Medusa finds the code in PostgreSQL's message only if it looks like a word.
            throw new Failure.NotFound(
                    CODE.matcher(code).matches()
                            ? "Country with country_code %s does not exist.".formatted(code)
                            : "null");
        }
    }
}
