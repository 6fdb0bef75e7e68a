package dev.storelatch.order;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
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
}
