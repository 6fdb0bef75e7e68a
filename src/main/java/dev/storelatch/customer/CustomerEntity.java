package dev.storelatch.customer;

import dev.storelatch.core.Actor;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Realm;
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

/** A row of Medusa's table {@code customer}, for writing. */
@Entity
@Table(name = "customer")
@DynamicUpdate
@EntityListeners(AuditingEntityListener.class)
class CustomerEntity implements Persistable<String> {

    @Id
    String id;

    String email;

    @Nullable
    String firstName;

    @Nullable
    String lastName;

    @Nullable
    String billingAddressId;

    @Nullable
    String passwordHash;

    @Nullable
    String phone;

    boolean hasAccount;

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
    protected CustomerEntity() {}

    /** @param passwordHash null for a guest, and for an account without a password */
    @SuppressWarnings("NullAway.Init") // auditing sets the dates
    CustomerEntity(String id, EmailAddress email, @Nullable String passwordHash, boolean hasAccount) {
        this.id = id;
        this.email = email.value();
        this.passwordHash = passwordHash;
        this.hasAccount = hasAccount;
    }

    Actor actor() {
        return new Actor(Realm.STORE, id);
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
