package dev.storelatch.customer;

import dev.storelatch.request.CallerQuery;
import dev.storelatch.request.QueryString;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Reads a customer with all addresses by one SELECT, the most frequent statement of a storefront. For the caller's own
 * profile, it is joined to the check of the credential.
 */
@Repository
class ProfileRepository implements CallerQuery {

    /** Sorting in the SELECT would cost a fifth of its time. */
    private static final Comparator<Address> OLDEST_FIRST =
            Comparator.comparing(Address::createdAt).thenComparing(Address::id);

    /**
     * Size of all addresses that are read, and of the customer's metadata. What customers can store is below it; what
     * Medusa has left beyond it stays in the database and is not shown, so that a request needs a bounded amount of memory.
     */
    private static final int MAX_BYTES = 512 * 1024;

    /** The customer whose id is {@code login.account_id}. */
    private static final String ROWS = """
            select c.id, c.created_at, c.updated_at, c.deleted_at, c.email, c.first_name, c.last_name,
                   c.billing_address_id, c.phone, c.has_account,
                   case when octet_length(c.metadata::text) <= %1$d then c.metadata end,
                   a.id, a.created_at, a.updated_at, a.deleted_at, a.customer_id, a.company, a.first_name,
                   a.last_name, a.address_1, a.address_2, a.city, a.country_code, a.province, a.postal_code,
                   a.phone, a.metadata
            from customer c
            left join lateral (
                select *, sum(
                    500 + coalesce(octet_length(company), 0) + coalesce(octet_length(first_name), 0)
                    + coalesce(octet_length(last_name), 0) + coalesce(octet_length(address_1), 0)
                    + coalesce(octet_length(address_2), 0) + coalesce(octet_length(city), 0)
                    + coalesce(octet_length(province), 0) + coalesce(octet_length(postal_code), 0)
                    + coalesce(octet_length(phone), 0)
                    + coalesce(octet_length(metadata::text), 0)
                ) over (rows unbounded preceding) as bytes
                from address
                where deleted_at is null and (customer_id = c.id or id = c.billing_address_id)
            ) a on a.bytes <= %1$d
            where c.id = login.account_id and c.deleted_at is null
            """.formatted(MAX_BYTES);

    /** Positional parameters keep the text the same object; named ones would be replaced for each request. */
    private static final String FIND =
            "select caller.* from (select ?::text as account_id) login cross join lateral (%s) caller".formatted(ROWS);

    private final JdbcClient jdbc;
    private final RowReader reader;
    private final Rows rows = new Rows(ROWS, List.of(), this::profile);

    ProfileRepository(JdbcClient jdbc, RowReader reader) {
        this.jdbc = jdbc;
        this.reader = reader;
    }

    Optional<Profile> find(String customerId) {
        return jdbc.sql(FIND)
                .param(customerId)
                .query(rows -> rows.next() ? Optional.of(profile(rows, 0)) : Optional.empty());
    }

    @Override
    public List<String> routes() {
        return List.of("/store/customers/me", "/store/auth");
    }

    @Override
    public String attribute() {
        return Profile.OF_CALLER;
    }

    @Override
    public Rows rows(QueryString query) {
        return rows;
    }

    /** Reads the profile from the current row, which has the customer, on. */
    private Profile profile(ResultSet rows, int before) throws SQLException {
        Customer customer = reader.customer(rows, before);
        int beforeAddress = before + RowReader.CUSTOMER_COLUMNS;
        Address billingAddress = null;
        List<Address> shippingAddresses = new ArrayList<>();
        do {
            Address address = rows.getString(beforeAddress + 1) == null ? null : reader.address(rows, beforeAddress);
            if (address != null && address.id().equals(customer.billingAddressId())) {
                billingAddress = address;
            }
            if (address != null && customer.id().equals(address.customerId())) {
                shippingAddresses.add(address);
            }
        } while (rows.next());
        shippingAddresses.sort(OLDEST_FIRST);
        return new Profile(customer, billingAddress, shippingAddresses);
    }
}
