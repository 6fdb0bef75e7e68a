package dev.storelatch.order;

import dev.storelatch.core.Failure;
import dev.storelatch.request.BracketedQuery;
import dev.storelatch.request.CallerQuery;
import dev.storelatch.request.QueryString;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Repository;
import org.springframework.util.ConcurrentLruCache;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads pages of the caller's orders as JSON built by PostgreSQL: one statement for any number of orders and relations,
 * which checks the caller's credential, too.
 */
@Repository
class OrderListRepository implements CallerQuery {

    private static final int CACHED_SELECTIONS = 32;

    private static final String SEARCH = """
            exists (
                select from address a, customer c
                where a.id = o.shipping_address_id and a.deleted_at is null
                and c.id = o.customer_id and c.deleted_at is null
                and (a.first_name ilike ? or o.email ilike ? or o.display_id::varchar ilike ?
                    or c.first_name ilike ? or c.last_name ilike ? or c.phone ilike ?))""";

    /** Number of placeholders in {@link #SEARCH}. */
    private static final int SEARCHED = 6;

    private final ConcurrentLruCache<OrderSelection, String> selectLists = new ConcurrentLruCache<>(
            CACHED_SELECTIONS, selection -> JsonSelectList.of(OrderTables.ORDER, "o", selection));
    private final JsonMapper json;

    OrderListRepository(JsonMapper json) {
        this.json = json;
    }

    @Override
    public List<String> routes() {
        return List.of("/store/customers/me/orders");
    }

    @Override
    public String attribute() {
        return OrderPage.OF_CALLER;
    }

    /** Returns the orders that match, newest first. A mistake in the parameters is told to nobody but an accepted caller. */
    @Override
    public Rows rows(QueryString parameters) {
        OrderQuery query;
        try {
            query = OrderQuery.of(BracketedQuery.parse(parameters));
        } catch (Failure.InvalidData mistake) {
            return new Rows("select 0", List.of(), (rows, before) -> {
                throw mistake;
            });
        }
        return new Rows(
                select(query),
                parameters(query),
                (rows, before) -> new OrderPage(
                        query,
                        JsonRows.parse(json, rows.getBytes(before + 1), OrderTables.ORDER),
                        rows.getLong(before + 2)));
    }

    private String select(OrderQuery query) {
        return """
                with matching as (
                    select o.id, o.created_at from "order" o where o.customer_id = login.account_id%s
                ), page as (
                    select id from matching order by created_at desc, id desc limit ? offset ?
                )
                select (
                    select coalesce(json_agg(r), '[]') from (
                        select %s from "order" o where o.id in (select id from page)
                        order by o.created_at desc, o.id desc
                    ) r
                ) as orders, (select count(*) from matching) as count
                """.formatted(where(query.filter()), selectLists.get(query.selection()));
    }

    private static String where(OrderFilter filter) {
        return filter.conditions().stream()
                        .map(condition -> " and " + sql(condition))
                        .collect(Collectors.joining())
                + (filter.search() == null ? "" : " and " + SEARCH);
    }

    private static String sql(Condition condition) {
        String format = switch (condition.operator()) {
            case EQUAL -> "o.%s = ?";
            case IS_NULL -> "o.%s is null";
            case ANY_OF -> "o.%s::text = any (?)";
            case LT -> "o.%s < ?";
            case GT -> "o.%s > ?";
            case GTE -> "o.%s >= ?";
            case LTE -> "o.%s <= ?";
        };
        return format.formatted(condition.column());
    }

    private static List<Object> parameters(OrderQuery query) {
        List<Object> parameters = new ArrayList<>();
        OrderFilter filter = query.filter();
        for (Condition condition : filter.conditions()) {
            if (condition.operator() != Condition.Operator.IS_NULL) {
                // A list would be expanded to one placeholder for each element.
                parameters.add(
                        condition.value() instanceof List<?> list ? list.toArray(String[]::new) : condition.value());
            }
        }
        if (filter.search() != null) {
            parameters.addAll(Collections.nCopies(SEARCHED, "%" + filter.search() + "%"));
        }
        parameters.add(query.paging().rows());
        parameters.add(query.paging().firstRow());
        return parameters;
    }
}
