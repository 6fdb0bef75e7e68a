package dev.storelatch.customer;

import dev.storelatch.core.Actor;
import dev.storelatch.core.CredentialsChanged;
import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Failure;
import dev.storelatch.core.Ids;
import dev.storelatch.core.Realm;
import dev.storelatch.password.Passwords;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.Objects;
import java.util.Optional;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The customers of the store. A guest, who only left an address with an order, is none of them. */
@Service
public class Customers {

    private final ProfileRepository profiles;
    private final EntityManager entities;
    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final ApplicationEventPublisher events;
    private final Passwords passwords;
    private final Addresses addresses;
    private final CustomerSettings settings;
    private final Ids ids;
    private final JsonMapper json;

    Customers(
            ProfileRepository profiles,
            EntityManager entities,
            JdbcClient jdbc,
            TransactionOperations transaction,
            ApplicationEventPublisher events,
            Passwords passwords,
            Addresses addresses,
            CustomerSettings settings,
            Ids ids,
            JsonMapper json) {
        this.profiles = profiles;
        this.entities = entities;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.events = events;
        this.passwords = passwords;
        this.addresses = addresses;
        this.settings = settings;
        this.ids = ids;
        this.json = json;
    }

    /**
     * What a log-in needs to know of a customer.
     *
     * @param passwordHash none if the customer has never set a password
     * @param tokenEpoch how often the account's tokens had been ended when the hash was read
     */
    public record Account(String id, @Nullable String passwordHash, int tokenEpoch) {

        public Actor actor() {
            return new Actor(Realm.STORE, id);
        }

        @Override
        public String toString() {
            return "Account[id=" + id + "]";
        }
    }

    /**
     * Who registers.
     *
     * @param passwordHash what {@link Passwords#hash} made of the password
     */
    public record NewCustomer(
            EmailAddress email,
            String passwordHash,
            @Nullable String firstName,
            @Nullable String lastName,
            @Nullable String phone) {

        @Override
        public String toString() {
            return "NewCustomer[]";
        }
    }

    /** The live account with this address, if there is one. */
    public Optional<Account> findAccount(EmailAddress email) {
        return jdbc.sql("""
                select id, password_hash, storelatch.token_epoch('customer_id', id)
                from customer where email = :email and has_account and deleted_at is null
                """)
                .param("email", email.value())
                .query((row, number) -> new Account(row.getString(1), row.getString(2), row.getInt(3)))
                .optional();
    }

    /**
     * Holds an account as it was found, until the caller's transaction ends. A change of its credentials has come
     * before, and refuses the log-in, or comes after, and finds the log-in to end. A new hash of the same password is
     * no change.
     *
     * @throws Failure.Unauthorized if the credentials have changed since
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void holdUnchanged(Account account) {
        // The lock first, for the second statement must see what was committed while the first one waited.
        jdbc.sql("select id from customer where id = :id for share")
                .param("id", account.id())
                .query(String.class)
                .optional();
        int epoch = jdbc.sql("select storelatch.token_epoch('customer_id', :id)")
                .param("id", account.id())
                .query(Integer.class)
                .single();
        if (epoch != account.tokenEpoch()) {
            throw new Failure.Unauthorized("the credentials were changed while they were checked");
        }
    }

    /**
     * Holds a live account until the caller's transaction ends; whoever changes it or logs in to it waits. Take it before
     * a link is spent: a change of credentials takes both in this order, too.
     *
     * @return its e-mail address as it is stored; empty if there is no such account
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<String> lock(Actor actor) {
        return jdbc.sql("select email from customer where id = :id and has_account and deleted_at is null for update")
                .param("id", actor.id())
                .query(String.class)
                .optional();
    }

    /** Gives an account that is {@link #lock locked} another password. All its log-ins end. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void resetPassword(Actor actor, String passwordHash) {
        entities.find(CustomerEntity.class, actor.id()).passwordHash = passwordHash;
        events.publishEvent(new CredentialsChanged(actor, true, null, true));
        events.publishEvent(new CustomerUpdated(actor.id()));
    }

    /** The customer without its addresses, if there is one. Costs one SELECT. */
    public Optional<Customer> find(String id) {
        return profiles.find(id).map(Profile::customer);
    }

    /**
     * The customer with all its addresses. Costs one SELECT.
     *
     * @throws Failure.NotFound if there is no such customer
     */
    public Profile profile(String id) {
        return profiles.find(id).orElseThrow(() -> notFound(id));
    }

    /**
     * Registers a customer within the caller's transaction. That the address is free is decided when the transaction is
     * committed, by the table's own unique index: see {@link #isEmailTaken}.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Actor register(NewCustomer customer) {
        CustomerEntity row = new CustomerEntity(ids.next("cus"), customer.email(), customer.passwordHash());
        row.firstName = customer.firstName();
        row.lastName = customer.lastName();
        row.phone = customer.phone();
        entities.persist(row);
        return new Actor(Realm.STORE, row.id);
    }

    /** Whether a commit failed because another account has the e-mail address. */
    public static boolean isEmailTaken(DataIntegrityViolationException failure) {
        return failure.getCause() instanceof ConstraintViolationException violation
                && "IDX_unique_email_for_guests_and_customer_accounts".equals(violation.getConstraintName());
    }

    /** Puts a stronger hash of the same password in the place of the one just verified, unless it has changed since. */
    @Transactional
    public void upgradeHash(Account account, String stronger) {
        jdbc.sql("update customer set password_hash = :new where id = :id and password_hash = :old")
                .param("new", stronger)
                .param("id", account.id())
                .param("old", account.passwordHash())
                .update();
    }

    /**
     * Changes what the customer said, all of it or nothing. Hashing is done before the transaction begins.
     *
     * @throws Failure.Unauthorized if the current password was given and is wrong
     * @throws Failure.InvalidData if the new password is refused, or the current one is required and missing
     * @throws Failure.NotFound if a named address or country does not exist
     * @throws Failure.Duplicate if another account has the e-mail address
     */
    void update(Actor actor, CustomerChange change) {
        checkCurrentPassword(actor, change);
        String password = change.password();
        if (password != null) {
            passwords.checkNew(password, change.email() == null ? emailOf(actor) : change.email());
        }
        String passwordHash = password == null ? null : passwords.hash(password);
        try {
            transaction.executeWithoutResult(status -> apply(actor, change, passwordHash));
        } catch (DataIntegrityViolationException failure) {
            EmailAddress email = change.email();
            if (email != null && isEmailTaken(failure)) {
                throw new Failure.Duplicate(
                        "Customer with email, has_account %s, t already exists.".formatted(email.value()));
            }
            throw failure;
        }
    }

    private EmailAddress emailOf(Actor actor) {
        return new EmailAddress(profile(actor.id()).customer().email());
    }

    private void checkCurrentPassword(Actor actor, CustomerChange change) {
        boolean changesCredentials = change.password() != null || change.email() != null;
        if (change.currentPassword() == null) {
            if (changesCredentials && settings.requireCurrent()) {
                throw new Failure.InvalidData("current_password must be a string");
            }
            return;
        }
        String stored = jdbc.sql("select password_hash from customer where id = :id")
                .param("id", actor.id())
                .query((row, number) -> Optional.ofNullable(row.getString(1)))
                .optional()
                .flatMap(hash -> hash)
                .orElse(null);
        if (!passwords.verify(change.currentPassword(), stored).matches()) {
            throw new Failure.Unauthorized("current_password is wrong");
        }
    }

    private void apply(Actor actor, CustomerChange change, @Nullable String passwordHash) {
        CustomerEntity row = entities.find(CustomerEntity.class, actor.id(), LockModeType.PESSIMISTIC_WRITE);
        if (row == null || row.deletedAt != null) {
            throw notFound(actor.id());
        }
        addresses.changeBilling(row, change.billingAddress());
        change.firstName().ifPresent(value -> row.firstName = value);
        change.lastName().ifPresent(value -> row.lastName = value);
        change.phone().ifPresent(value -> row.phone = value);
        row.metadata = merged(row.metadata, change.metadata());
        EmailAddress email = change.email();
        String formerEmail = email == null || email.value().equals(row.email) ? null : row.email;
        if (email != null) {
            row.email = email.value();
        }
        if (passwordHash != null) {
            row.passwordHash = passwordHash;
        }
        if (formerEmail != null || passwordHash != null) {
            events.publishEvent(new CredentialsChanged(actor, passwordHash != null, formerEmail, false));
        }
        events.publishEvent(new CustomerUpdated(actor.id()));
    }

    /** Key by key; an empty string removes its key. */
    private @Nullable String merged(@Nullable String stored, @Nullable ObjectNode changes) {
        if (changes == null || changes.isEmpty()) {
            return stored;
        }
        ObjectNode all =
                stored != null && json.readTree(stored) instanceof ObjectNode object ? object : json.createObjectNode();
        changes.properties().forEach(change -> {
            if (change.getValue().isString() && change.getValue().stringValue().isEmpty()) {
                all.remove(change.getKey());
            } else {
                all.set(change.getKey(), change.getValue());
            }
        });
        return Objects.toString(all);
    }

    private static Failure notFound(String id) {
        return new Failure.NotFound("Customer with id: %s was not found".formatted(id));
    }
}
