package dev.storelatch.customer;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Changes the groups that a customer is in. */
@Repository
class CustomerGroupRepository {

    private final JdbcClient jdbc;

    CustomerGroupRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Puts the customer into these groups alone, within the caller's transaction; an id that is unknown is left out. */
    void replace(String customerId, Set<String> groupIds) {
        String[] ids = groupIds.toArray(String[]::new);
        jdbc.sql("""
                delete from customer_group_customers
                where customer_id = :customer and customer_group_id <> all (:groups)
                """).param("customer", customerId).param("groups", ids).update();
        jdbc.sql("""
                insert into customer_group_customers (customer_group_id, customer_id)
                select id, :customer from customer_group where id = any (:groups) and deleted_at is null
                on conflict do nothing
                """).param("customer", customerId).param("groups", ids).update();
    }

    /** Returns the first of these groups that does not exist. */
    Optional<String> findUnknown(Set<String> groupIds) {
        List<String> known = jdbc.sql(
                        "select id from customer_group where id = any (:groups) and deleted_at is null for key share")
                .param("groups", groupIds.toArray(String[]::new))
                .query(String.class)
                .list();
        return groupIds.stream().filter(id -> !known.contains(id)).findFirst();
    }
}
