package dev.storelatch.order;

import dev.storelatch.request.Paging;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ArrayNode;

/** Serves the order list of the customer who is logged in. */
@RestController
class OrderController {

    private final Orders orders;

    OrderController(Orders orders) {
        this.orders = orders;
    }

    /** @param count the number of orders before paging */
    record OrderList(ArrayNode orders, long count, Number offset, Number limit) {}

    @GetMapping("/store/customers/me/orders")
    OrderList list(@RequestAttribute(OrderPage.OF_CALLER) OrderPage page) {
        orders.addTotals(page);
        Paging paging = page.query().paging();
        return new OrderList(page.orders(), page.count(), paging.shownOffset(), paging.shownLimit());
    }
}
