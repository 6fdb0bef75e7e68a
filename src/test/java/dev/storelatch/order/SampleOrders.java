package dev.storelatch.order;

import dev.storelatch.core.Actor;
import dev.storelatch.core.Login;
import dev.storelatch.core.Realm;
import dev.storelatch.request.QueryString;
import dev.storelatch.support.MedusaSample;
import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The order module on a copy of the sample database, called as by {@code GET /store/customers/me/orders}. */
final class SampleOrders {

    static final JsonMapper JSON = JsonMapper.builder().build();

    final JdbcClient jdbc;
    final Orders orders;
    private final OrderController controller;

    SampleOrders() {
        jdbc = JdbcClient.create(new DriverManagerDataSource(MedusaSample.newDatabase(), "postgres", ""));
        orders = new Orders(new OrderRepository(jdbc, JSON, Clock.systemUTC()), new OrderListRepository(jdbc, JSON));
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
        return JSON.readTree(JSON.writeValueAsString(controller.list(
                Login.byApiToken(new Actor(Realm.STORE, customer(email)), email), new QueryString(query))));
    }
}
