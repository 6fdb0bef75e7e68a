package dev.storelatch.order;

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

    OrderRepository(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
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

    private ArrayNode tree(byte[] text) {
        ArrayNode orders = json.readValue(text, ArrayNode.class);
        JsonRows.finish(orders, MedusaTables.ORDER);
        return orders;
    }
}
