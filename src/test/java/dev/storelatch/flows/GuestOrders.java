package dev.storelatch.flows;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Orders placed without an account. */
public final class GuestOrders {

    private GuestOrders() {}

    /** Inserts a guest with this address and an order, and returns the id of the order. */
    public static String place(JdbcClient jdbc, String email) {
        String id = "order_" + UUID.randomUUID();
        jdbc.sql("""
                insert into currency (code, symbol, symbol_native, name) values ('eur', '€', '€', 'Euro')
                on conflict do nothing
                """).update();
        jdbc.sql("""
                insert into region (id, name, currency_code, tax_rate) values ('reg_eu', 'EU', 'eur', 0)
                on conflict do nothing
                """).update();
        jdbc.sql("insert into customer (id, email) values (?, ?) on conflict do nothing")
                .params("cus_" + email, email)
                .update();
        jdbc.sql(
                        "insert into \"order\" (id, customer_id, email, region_id, currency_code) values (?, ?, ?, 'reg_eu', 'eur')")
                .params(id, "cus_" + email, email)
                .update();
        return id;
    }
}
