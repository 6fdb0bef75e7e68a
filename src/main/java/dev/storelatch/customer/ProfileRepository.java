package dev.storelatch.customer;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads a customer with all addresses by one SELECT, the most frequent statement of a storefront. */
@Repository
class ProfileRepository {

    /** Sorting in the SELECT would cost a fifth of its time. */
    private static final Comparator<Address> OLDEST_FIRST =
            Comparator.comparing(Address::createdAt).thenComparing(Address::id);

    /**
     * Size of all addresses that are read, and of the customer's metadata. What customers can store is below it; what
     * Medusa has left beyond it stays in the database and is not shown, so that a request needs a bounded amount of memory.
     */
    private static final int MAX_BYTES = 512 * 1024;

    /** Positional parameters keep the text the same object; named ones would be replaced for each request. */
    private static final String FIND = """
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
            where c.id = ? and c.deleted_at is null
            """.formatted(MAX_BYTES);

    private final JdbcClient jdbc;
    private final RowReader reader;

    ProfileRepository(JdbcClient jdbc, RowReader reader) {
        this.jdbc = jdbc;
        this.reader = reader;
    }

    Optional<Profile> find(String customerId) {
        return jdbc.sql(FIND).param(customerId).query(rows -> {
            return Optional.ofNullable(profile(rows));
        });
    }

    private @Nullable Profile profile(ResultSet rows) throws SQLException {
        if (!rows.next()) {
            return null;
        }
        Customer customer = reader.customer(rows);
        Address billingAddress = null;
        List<Address> shippingAddresses = new ArrayList<>();
        do {
            Address address = rows.getString(RowReader.CUSTOMER_COLUMNS + 1) == null
                    ? null
                    : reader.address(rows, RowReader.CUSTOMER_COLUMNS);
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
