package dev.storelatch.customer;

import dev.storelatch.request.DateRange;
import dev.storelatch.request.Paging;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.postgresql.PGStatement;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads pages of the list of customers. Every statement is planned with its parameters, since the best plan of a search
 * depends on how many customers it finds, and is canceled after some seconds.
 */
@Repository
class CustomerListRepository {

    static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** Size of all metadata in a page; what exceeds it stays in the database and is not shown. */
    private static final int MAX_METADATA_BYTES = 1024 * 1024;

    /** A name is as long as a customer can store it; one that Medusa has stored may be longer. */
    private static final int MAX_TEXT = 10_000;

    private static final int MAX_COUNT = 10_000;

    private final JdbcClient jdbc;
    private final RowReader reader;
    private final JsonMapper json;

    CustomerListRepository(DataSource dataSource, RowReader reader, JsonMapper json) {
        this.jdbc = JdbcClient.create(new CustomPlans(dataSource));
        this.reader = reader;
        this.json = json;
    }

    /** Lets PostgreSQL plan each execution, rather than prepare statements whose plans then ignore their parameters. */
    private static final class CustomPlans extends JdbcTemplate {

        CustomPlans(DataSource dataSource) {
            super(dataSource);
            setQueryTimeout(Math.toIntExact(TIMEOUT.toSeconds()));
        }

        @Override
        protected void applyStatementSettings(Statement statement) throws SQLException {
            super.applyStatementSettings(statement);
            statement.unwrap(PGStatement.class).setPrepareThreshold(0);
        }
    }

    List<Customer> find(CustomerFilter filter, CustomerSearch search, CustomerOrder order, Paging paging) {
        return jdbc.sql("""
                        select c.id, c.created_at, c.updated_at, c.deleted_at, c.email,
                               left(c.first_name, :maxText), left(c.last_name, :maxText), c.billing_address_id,
                               left(c.phone, :maxText), c.has_account,
                               case when sum(octet_length(c.metadata::text)) over (order by %2$s) <= :maxBytes
                                    then c.metadata end
                        from (
                            select * from customer c where %1$s order by %2$s limit :limit offset :offset
                        ) c
                        order by %2$s
                        """.formatted(where(filter, search), order.sql("c")))
                .params(parameters(filter, search))
                .param("maxText", MAX_TEXT)
                .param("maxBytes", MAX_METADATA_BYTES)
                .param("limit", paging.rows())
                .param("offset", paging.firstRow())
                .query((row, number) -> reader.customer(row, 0))
                .list();
    }

    /** Returns the number of customers, which above {@link #MAX_COUNT} is PostgreSQL's estimate. */
    long count(CustomerFilter filter, CustomerSearch search) {
        String matching = "select from customer c where " + where(filter, search);
        Map<String, Object> parameters = parameters(filter, search);
        if (parameters.isEmpty() && filter.hasAccount() == null) {
            // Of all customers there is a good estimate, which costs less than counting some of them.
            long all = estimate(matching, parameters);
            if (all > 2 * MAX_COUNT) {
                return all;
            }
        }
        long counted = jdbc.sql("select count(*) from (%s limit %d) c".formatted(matching, MAX_COUNT + 1))
                .params(parameters)
                .query(Long.class)
                .single();
        return counted <= MAX_COUNT ? counted : Math.max(counted, estimate(matching, parameters));
    }

    private long estimate(String matching, Map<String, Object> parameters) {
        String plan = jdbc.sql("explain (format json) " + matching)
                .params(parameters)
                .query(String.class)
                .single();
        return json.readTree(plan).path(0).path("Plan").path("Plan Rows").asLong();
    }

    /** Returns the size of the table, by which a search is chosen. */
    long tableBytes() {
        return jdbc.sql("select pg_relation_size('customer')").query(Long.class).single();
    }

    private static String where(CustomerFilter filter, CustomerSearch search) {
        StringBuilder where = new StringBuilder("c.deleted_at is null");
        if (filter.ids() != null) {
            where.append(" and c.id = any (:ids)");
        }
        if (filter.hasAccount() != null) {
            where.append(filter.hasAccount() ? " and c.has_account" : " and not c.has_account");
        }
        if (filter.groups() != null) {
            where.append("""
                     and c.id in (
                        select customer_id from customer_group_customers where customer_group_id = any (:groups))
                    """);
        }
        filter.dates()
                .forEach((column, bounds) -> bounds.forEach(bound -> where.append(" and c.%s %s :%s"
                        .formatted(column, bound.comparison().operator(), parameter(column, bound)))));
        switch (search.kind()) {
            case NONE -> {}
            case PREFIX ->
                where.append(" and (lower(c.email) like lower(:q) or lower(c.first_name) like lower(:q)")
                        .append(" or lower(c.last_name) like lower(:q))");
            case CONTAINS -> where.append(" and (c.email ilike :q or c.first_name ilike :q or c.last_name ilike :q)");
        }
        return where.toString();
    }

    private static Map<String, Object> parameters(CustomerFilter filter, CustomerSearch search) {
        Map<String, Object> parameters = new HashMap<>();
        filter.dates()
                .forEach((column, bounds) ->
                        bounds.forEach(bound -> parameters.put(parameter(column, bound), bound.date())));
        if (filter.ids() != null) {
            parameters.put("ids", filter.ids().toArray(String[]::new));
        }
        if (filter.groups() != null) {
            parameters.put("groups", filter.groups().toArray(String[]::new));
        }
        if (search.kind() != CustomerSearch.Kind.NONE) {
            parameters.put("q", search.pattern());
        }
        return parameters;
    }

    private static String parameter(String column, DateRange.Bound bound) {
        return column + "_" + bound.comparison();
    }
}
