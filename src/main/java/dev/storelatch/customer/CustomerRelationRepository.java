package dev.storelatch.customer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Reads the addresses and groups of several customers, one statement each. Rows beyond a size that all of them share stay
 * in the database and are not shown, so that a request needs a bounded amount of memory.
 */
@Repository
class CustomerRelationRepository {

    private static final int MAX_BYTES = 1024 * 1024;

    private final JdbcClient jdbc;
    private final RowReader reader;

    CustomerRelationRepository(JdbcClient jdbc, RowReader reader) {
        this.jdbc = jdbc;
        this.reader = reader;
    }

    /** Returns the addresses that belong to one of the customers or have one of the ids, oldest first. */
    List<Address> addresses(Collection<String> customerIds, Collection<String> ids) {
        return jdbc.sql("""
                select id, created_at, updated_at, deleted_at, customer_id, company, first_name, last_name, address_1,
                       address_2, city, country_code, province, postal_code, phone, metadata
                from (
                    select *, sum(500 + octet_length(a::text)) over (order by created_at, id) as bytes
                    from address a
                    where deleted_at is null and (customer_id = any (:customers) or id = any (:ids))
                ) a
                where bytes <= :maxBytes
                order by created_at, id
                """)
                .param("customers", customerIds.toArray(String[]::new))
                .param("ids", ids.toArray(String[]::new))
                .param("maxBytes", MAX_BYTES)
                .query((row, number) -> reader.address(row, 0))
                .list();
    }

    /**
     * Returns the groups of each of the customers, oldest first.
     *
     * @param among ids of the only groups to return; null for all
     */
    Map<String, List<CustomerGroup>> groups(Collection<String> customerIds, @Nullable Collection<String> among) {
        Map<String, List<CustomerGroup>> groups = new HashMap<>();
        jdbc.sql("""
                select customer_id, id, created_at, updated_at, deleted_at, name, metadata
                from (
                    select m.customer_id, g.*,
                           sum(500 + octet_length(g::text)) over (order by g.created_at, g.id, m.customer_id) as bytes
                    from customer_group_customers m join customer_group g on g.id = m.customer_group_id
                    where m.customer_id = any (:customers) and g.deleted_at is null
                      and (:among::text[] is null or g.id = any (:among))
                ) g
                where bytes <= :maxBytes
                order by created_at, id
                """)
                .param("customers", customerIds.toArray(String[]::new))
                .param("among", among == null ? null : among.toArray(String[]::new))
                .param("maxBytes", MAX_BYTES)
                .query(row -> {
                    groups.computeIfAbsent(row.getString(1), id -> new ArrayList<>())
                            .add(reader.group(row, 1));
                });
        return groups;
    }
}
