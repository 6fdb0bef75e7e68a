package dev.storelatch.order;

import dev.storelatch.request.CallerQuery;
import dev.storelatch.request.QueryString;
import dev.storelatch.support.MedusaSample;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The order module on a copy of the sample database, called as by {@code GET /store/customers/me/orders}. */
final class SampleOrders {

    static final JsonMapper JSON = JsonMapper.builder().build();

    final JdbcClient jdbc;
    final Orders orders;
    private final OrderListRepository pages = new OrderListRepository(JSON);
    private final OrderController controller;

    SampleOrders() {
        jdbc = JdbcClient.create(new DriverManagerDataSource(MedusaSample.newDatabase(), "postgres", ""));
        orders = new Orders(new OrderRepository(jdbc, JSON, Clock.systemUTC()));
        controller = new OrderController(orders);
    }

    String customer(String email) {
        return one("select id from customer where has_account and email = '%s'".formatted(email));
    }

    String one(String sql) {
        return jdbc.sql(sql).query(String.class).single();
    }

    /** @param query the query string, without the question mark */
    JsonNode list(String email, String query) {
        CallerQuery.Rows rows = pages.rows(new QueryString(query));
        List<Object> parameters = new ArrayList<>(rows.parameters());
        parameters.add(0, customer(email));
        OrderPage page = jdbc.sql(
                        "select caller.* from (select ?::text as account_id) login cross join lateral (%s) caller"
                                .formatted(rows.select()))
                .params(parameters)
                .query(row -> {
                    row.next();
                    return (OrderPage) Objects.requireNonNull(rows.reader().read(row, 0));
                });
        return JSON.readTree(JSON.writeValueAsString(controller.list(page)));
    }
}
