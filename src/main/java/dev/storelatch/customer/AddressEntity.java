package dev.storelatch.customer;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.CreatedDate;
import org.springframework.data.annotation.LastModifiedDate;
import org.springframework.data.domain.Persistable;
import org.springframework.data.jpa.domain.support.AuditingEntityListener;

/** A row of Medusa's table {@code address}, for writing. */
@Entity
@Table(name = "address")
@DynamicUpdate
@EntityListeners(AuditingEntityListener.class)
class AddressEntity implements Persistable<String> {

    @Id
    String id;

    @Nullable
    String customerId;

    @Nullable
    String company;

    @Nullable
    String firstName;

    @Nullable
    String lastName;

    @Column(name = "address_1")
    @Nullable
    String address1;

    @Column(name = "address_2")
    @Nullable
    String address2;

    @Nullable
    String city;

    @Nullable
    String countryCode;

    @Nullable
    String province;

    @Nullable
    String postalCode;

    @Nullable
    String phone;

    @CreatedDate
    Instant createdAt;

    @LastModifiedDate
    Instant updatedAt;

    @Nullable
    Instant deletedAt;

    @JdbcTypeCode(SqlTypes.JSON)
    @Nullable
    String metadata;

    @SuppressWarnings("NullAway.Init") // JPA fills it
    protected AddressEntity() {}

    /**
     * Creates a new address.
     *
     * @param customerId its owner; null for a billing address that was sent inline, as in Medusa
     */
    @SuppressWarnings("NullAway.Init") // auditing sets the dates
    AddressEntity(String id, @Nullable String customerId) {
        this.id = id;
        this.customerId = customerId;
    }

    @Override
    public String getId() {
        return id;
    }

    /** The id is assigned before the row is inserted, so only the date, which auditing sets, identifies a new entity. */
    @Override
    @SuppressWarnings("NullAway") // unset until then
    public boolean isNew() {
        return createdAt == null;
    }
}
