package dev.storelatch.order;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** Reads all orders of a customer for the log-in response, and finds and transfers orders by their ids. */
@Repository
class OrderRepository {

    private static final String PLAIN = JsonSelectList.of(OrderTables.ORDER, "o", OrderSelection.PLAIN);

    private static final String WITHOUT_ITEMS = JsonSelectList.of(OrderTables.ORDER, "o", OrderSelection.WITHOUT_ITEMS);

    /** Number of orders of each customer, and size of all orders, that a list of customers is shown with. */
    private static final int MAX_LISTED = 1_000;

    private static final int MAX_LISTED_BYTES = 1024 * 1024;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    OrderRepository(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /** Returns all orders of the customer with all columns and their items, oldest first. */
    ArrayNode findPlain(String customerId) {
        return jdbc.sql("""
                        select coalesce(json_agg(r), '[]') from (
                            select %s from "order" o where o.customer_id = :customer_id order by o.created_at, o.id
                        ) r
                        """.formatted(PLAIN))
                .param("customer_id", customerId)
                .query((row, number) -> JsonRows.parse(json, row.getBytes(1), OrderTables.ORDER))
                .single();
    }

    /** Returns the newest orders of these customers with all columns, oldest first. */
    ArrayNode findWithoutItems(Collection<String> customerIds) {
        return jdbc.sql("""
                        select coalesce(json_agg(r), '[]') from (
                            select %s from (
                                select n.*, sum(1000 + coalesce(octet_length(n.metadata::text), 0))
                                    over (order by n.created_at desc, n.id desc) as bytes
                                from unnest(:customer_ids) c (id) cross join lateral (
                                    select * from "order" where customer_id = c.id
                                    order by created_at desc, id desc limit :max_listed
                                ) n
                            ) o where o.bytes <= :max_bytes order by o.created_at, o.id
                        ) r
                        """.formatted(WITHOUT_ITEMS))
                .param("customer_ids", customerIds.toArray(String[]::new))
                .param("max_listed", MAX_LISTED)
                .param("max_bytes", MAX_LISTED_BYTES)
                .query((row, number) -> JsonRows.parse(json, row.getBytes(1), OrderTables.ORDER))
                .single();
    }

    SortedMap<String, List<String>> byAddress(List<String> ids) {
        SortedMap<String, List<String>> orders = new TreeMap<>();
        jdbc.sql("""
                select email, id from "order" where id = any (:ids) order by id
                """).param("ids", ids.toArray(String[]::new)).query(row -> {
            orders.computeIfAbsent(row.getString(1), email -> new ArrayList<>()).add(row.getString(2));
        });
        return orders;
    }

    List<Integer> numbers(List<String> ids) {
        return jdbc.sql("""
                        select display_id from "order" where id = any (:ids) order by display_id
                        """)
                .param("ids", ids.toArray(String[]::new))
                .query(Integer.class)
                .list();
    }

    /** Numbers come from a sequence, but no constraint keeps rows that were imported from sharing one. */
    List<String> customersOf(int number) {
        return jdbc.sql("select distinct customer_id from \"order\" where display_id = :number limit :max_listed")
                .param("number", number)
                .param("max_listed", MAX_LISTED)
                .query(String.class)
                .list();
    }

    /** Locks the rows in the order of their ids, so that two claims of the same orders cannot deadlock. */
    int handOver(List<String> ids, String fromAddress, String customerId, String email) {
        return jdbc.sql("""
                update "order" set customer_id = :customer, email = :email, updated_at = :now
                where id = any (array(
                    select id from "order" where id = any (:ids) and email = :from order by id for update))
                """)
                .param("customer", customerId)
                .param("email", email)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("ids", ids.toArray(String[]::new))
                .param("from", fromAddress)
                .update();
    }

    /** Gives the guest's orders of the address, whose case Medusa may have kept, to another customer. */
    int attach(String guestId, String address, String customerId) {
        return jdbc.sql("""
                update "order" set customer_id = :customer, updated_at = :now
                where id = any (array(
                    select id from "order" where customer_id = :guest and lower(email) = :address order by id for update))
                """)
                .param("customer", customerId)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("guest", guestId)
                .param("address", address)
                .update();
    }
}
