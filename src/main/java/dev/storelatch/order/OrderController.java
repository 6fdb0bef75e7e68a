package dev.storelatch.order;

import dev.storelatch.core.Login;
import dev.storelatch.request.BracketedQuery;
import dev.storelatch.request.Paging;
import dev.storelatch.request.QueryString;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
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
    OrderList list(@AuthenticationPrincipal Login login, QueryString parameters) {
        OrderQuery query = OrderQuery.of(BracketedQuery.parse(parameters));
        OrderListRepository.Page page = orders.page(login.actor().id(), query);
        Paging paging = query.paging();
        return new OrderList(page.orders(), page.count(), paging.shownOffset(), paging.shownLimit());
    }
}
