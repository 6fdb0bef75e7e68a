package dev.storelatch.order;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.util.ConcurrentLruCache;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** Reads orders as JSON that PostgreSQL has built: one statement, however many orders and relations. */
@Repository
class OrderRepository {

    private static final int CACHED_SELECTIONS = 32;

    private final ConcurrentLruCache<OrderSelection, String> selectLists = new ConcurrentLruCache<>(
            CACHED_SELECTIONS,
            selection -> JsonSql.columns(MedusaTables.ORDER, "o", selection.columns(), selection.expansion()));
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    OrderRepository(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /**
     * A page of orders without their totals.
     *
     * @param count how many orders there are before paging
     */
    record Page(ArrayNode orders, long count) {}

    /** The customer's orders that match, newest first. */
    Page find(String customerId, OrderQuery query) {
        return jdbc.sql("""
                        with matching as (
                            select o.id, o.created_at from "order" o where o.customer_id = :customer_id%s
                        ), page as (
                            select id from matching order by created_at desc, id desc limit :limit offset :offset
                        )
                        select (select count(*) from matching) as count, (
                            select coalesce(json_agg(r), '[]') from (
                                select %s from "order" o where o.id in (select id from page)
                                order by o.created_at desc, o.id desc
                            ) r
                        ) as orders
                        """.formatted(query.filter().conditions(), selectLists.get(query.selection())))
                .param("customer_id", customerId)
                .param("limit", Math.round(query.limit()))
                .param("offset", Math.round(query.offset()))
                .params(query.filter().values())
                .query((row, number) -> new Page(tree(row.getBytes("orders")), row.getLong("count")))
                .single();
    }

    /** All orders of the customer with all columns and their items, oldest first. */
    ArrayNode findPlain(String customerId) {
        return jdbc.sql("""
                        select coalesce(json_agg(r), '[]') from (
                            select %s from "order" o where o.customer_id = :customer_id order by o.created_at, o.id
                        ) r
                        """.formatted(selectLists.get(OrderSelection.PLAIN)))
                .param("customer_id", customerId)
                .query((row, number) -> tree(row.getBytes(1)))
                .single();
    }

    SortedMap<String, List<String>> byAddress(List<String> ids) {
        SortedMap<String, List<String>> orders = new TreeMap<>();
        jdbc.sql("select email, id from \"order\" where id = any (:ids) order by id")
                .param("ids", ids.toArray(String[]::new))
                .query(row -> {
                    orders.computeIfAbsent(row.getString(1), email -> new ArrayList<>())
                            .add(row.getString(2));
                });
        return orders;
    }

    List<Integer> numbers(List<String> ids) {
        return jdbc.sql("select display_id from \"order\" where id = any (:ids) order by display_id")
                .param("ids", ids.toArray(String[]::new))
                .query(Integer.class)
                .list();
    }

    /** Takes the rows in one order, so that two claims of the same orders do not wait for each other in a circle. */
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

    private ArrayNode tree(byte[] text) {
        ArrayNode orders = json.readValue(text, ArrayNode.class);
        JsonRows.finish(orders, MedusaTables.ORDER);
        return orders;
    }
}
