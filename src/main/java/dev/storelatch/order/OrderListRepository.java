package dev.storelatch.order;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.util.ConcurrentLruCache;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** Reads pages of orders as JSON built by PostgreSQL: one statement for any number of orders and relations. */
@Repository
class OrderListRepository {

    private static final int CACHED_SELECTIONS = 32;

    private static final String SEARCH = """
            exists (
                select from address a, customer c
                where a.id = o.shipping_address_id and a.deleted_at is null
                and c.id = o.customer_id and c.deleted_at is null
                and (a.first_name ilike :q or o.email ilike :q or o.display_id::varchar ilike :q
                    or c.first_name ilike :q or c.last_name ilike :q or c.phone ilike :q))""";

    private final ConcurrentLruCache<OrderSelection, String> selectLists = new ConcurrentLruCache<>(
            CACHED_SELECTIONS, selection -> JsonSelectList.of(OrderTables.ORDER, "o", selection));
    private final JdbcClient jdbc;
    private final JsonMapper json;

    OrderListRepository(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * A page of orders without their totals.
     *
     * @param count the number of orders before paging
     */
    record Page(ArrayNode orders, long count) {}

    /** Returns the customer's orders that match, newest first. */
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
                        """.formatted(where(query.filter()), selectLists.get(query.selection())))
                .param("customer_id", customerId)
                .param("limit", query.paging().rows())
                .param("offset", query.paging().firstRow())
                .params(parameters(query.filter()))
                .query((row, number) ->
                        new Page(JsonRows.parse(json, row.getBytes("orders"), OrderTables.ORDER), row.getLong("count")))
                .single();
    }

    private static String where(OrderFilter filter) {
        return filter.conditions().stream()
                        .map(condition -> " and " + sql(condition))
                        .collect(Collectors.joining())
                + (filter.search() == null ? "" : " and " + SEARCH);
    }

    private static String sql(Condition condition) {
        String format = switch (condition.operator()) {
            case EQUAL -> "o.%s = :%s";
            case IS_NULL -> "o.%s is null";
            case ANY_OF -> "o.%s::text = any (:%s)";
            case LT -> "o.%s < :%s";
            case GT -> "o.%s > :%s";
            case GTE -> "o.%s >= :%s";
            case LTE -> "o.%s <= :%s";
        };
        return format.formatted(condition.column(), parameter(condition));
    }

    private static String parameter(Condition condition) {
        return condition.column() + "_" + condition.operator().name().toLowerCase(Locale.ROOT);
    }

    private static Map<String, Object> parameters(OrderFilter filter) {
        Map<String, Object> parameters = new HashMap<>();
        for (Condition condition : filter.conditions()) {
            // A list would be expanded to one placeholder for each element.
            Object value = condition.value() instanceof List<?> list ? list.toArray(String[]::new) : condition.value();
            parameters.put(parameter(condition), value);
        }
        if (filter.search() != null) {
            parameters.put("q", "%" + filter.search() + "%");
        }
        return parameters;
    }
}
