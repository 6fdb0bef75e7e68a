package dev.storelatch.customer;

import jakarta.persistence.LockModeType;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

/** Customers, for writing. */
interface CustomerRepository extends JpaRepository<CustomerEntity, String> {

    /** Locks the row until the transaction ends. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select c from CustomerEntity c where c.id = :id")
    Optional<CustomerEntity> findLocked(String id);

    @Query(
            value = "select count(*) from customer where email <> lower(email) and has_account and deleted_at is null",
            nativeQuery = true)
    long countMixedCaseEmails();
}
