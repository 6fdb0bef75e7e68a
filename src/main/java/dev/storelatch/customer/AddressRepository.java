package dev.storelatch.customer;

import jakarta.persistence.LockModeType;
import java.time.Instant;
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
     * Marks a former billing address without an owner as deleted, and as the customer's, by which an erasure finds it. Does
     * nothing if an order or a cart has the address, which would show no address then.
     */
    @Modifying
    @Query(nativeQuery = true, value = """
            update address set customer_id = :customerId, deleted_at = coalesce(deleted_at, :now), updated_at = :now
            where id = :id and customer_id is null
              and not storelatch.is_address_of_order(id) and not storelatch.is_address_of_cart(id)
            """)
    void retireBilling(String id, String customerId, Instant now);

    @Query(value = "select exists (select from country where iso_2 = :code)", nativeQuery = true)
    boolean countryExists(String code);
}
