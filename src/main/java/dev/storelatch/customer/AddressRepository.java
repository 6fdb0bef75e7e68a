package dev.storelatch.customer;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

/** Addresses, for writing. */
interface AddressRepository extends JpaRepository<AddressEntity, String> {

    long countByCustomerIdAndDeletedAtIsNull(String customerId);

    List<AddressEntity> findByCustomerIdAndDeletedAtIsNull(String customerId);

    /** Locks the row until the transaction ends. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select a from AddressEntity a where a.id = :id and a.deletedAt is null")
    Optional<AddressEntity> findLocked(String id);

    @Query(value = "select exists (select from country where iso_2 = :code)", nativeQuery = true)
    boolean countryExists(String code);
}
