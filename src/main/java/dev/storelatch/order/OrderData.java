package dev.storelatch.order;

import dev.storelatch.core.Login;
import dev.storelatch.core.PersonalData;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Contributes the orders, as a log-in shows them. */
@Component
@Order(2)
class OrderData implements PersonalData {

    private final Orders orders;

    OrderData(Orders orders) {
        this.orders = orders;
    }

    @Override
    public String name() {
        return "orders";
    }

    @Override
    public Object read(Login owner) {
        return orders.plainOrdersOf(owner.actor().id());
    }
}
