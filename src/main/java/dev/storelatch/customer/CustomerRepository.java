package dev.storelatch.customer;

import jakarta.persistence.LockModeType;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

/** Customers, for writing. */
interface CustomerRepository extends JpaRepository<CustomerEntity, String> {

    /** Locks the row until the transaction ends. Deleted customers are not found. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select c from CustomerEntity c where c.id = :id and c.deletedAt is null")
    Optional<CustomerEntity> findLocked(String id);

    Optional<CustomerEntity> findByEmailAndHasAccountFalseAndDeletedAtIsNull(String email);

    boolean existsByEmailAndHasAccountAndDeletedAtIsNull(String email, boolean hasAccount);

    /** Returns the size of all metadata of the customer, its addresses and its billing address. */
    @Query(nativeQuery = true, value = """
            select coalesce(sum(octet_length(cast(metadata as text))), 0) from (
                select metadata from customer where id = :id
                union all
                select a.metadata from address a join customer c on c.id = :id
                where a.deleted_at is null and (a.customer_id = c.id or a.id = c.billing_address_id)
            ) stored
            """)
    long metadataBytes(String id);

    @Query(
            value = "select count(*) from customer where email <> lower(email) and has_account and deleted_at is null",
            nativeQuery = true)
    long countMixedCaseEmails();
}
