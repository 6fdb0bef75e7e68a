package dev.storelatch.customer;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

/** Addresses, for writing. */
interface AddressRepository extends JpaRepository<AddressEntity, String> {

    long countByCustomerIdAndDeletedAtIsNull(String customerId);

    List<AddressEntity> findByCustomerIdAndDeletedAtIsNull(String customerId);

    /** Locks the row until the transaction ends. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select a from AddressEntity a where a.id = :id and a.deletedAt is null")
    Optional<AddressEntity> findLocked(String id);

    /**
     * Records whose billing address a row without an owner was, by which an erasure finds it. The row itself stays as Medusa
     * leaves it.
     */
    @Modifying
    @Query(nativeQuery = true, value = """
            insert into storelatch.former_billing_address (address_id, customer_id)
            select a.id, :customerId from address a where a.id = :id and a.customer_id is null
            on conflict do nothing
            """)
    void recordFormerBilling(String id, String customerId);

    @Query(value = "select exists (select from country where iso_2 = :code)", nativeQuery = true)
    boolean countryExists(String code);
}
