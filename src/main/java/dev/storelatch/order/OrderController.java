package dev.storelatch.order;

import dev.storelatch.core.Actor;
import dev.storelatch.core.Login;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import tools.jackson.databind.node.ArrayNode;

@RestController
class OrderController {

    private final Orders orders;

    OrderController(Orders orders) {
        this.orders = orders;
    }

    /** @param count before paging */
    record OrderList(ArrayNode orders, long count, Number offset, Number limit) {}

    @GetMapping("/store/customers/me/orders")
    OrderList list(@AuthenticationPrincipal Login login) {
        // As it was sent: Tomcat's parameters fail where an encoding is malformed.
        String query = ServletUriComponentsBuilder.fromCurrentRequest().build().getQuery();
        return list(login.actor(), query == null ? "" : query);
    }

    OrderList list(Actor actor, String parameters) {
        OrderQuery query = OrderQuery.of(BracketedQuery.parse(parameters));
        OrderRepository.Page page = orders.ordersOf(actor.id(), query);
        return new OrderList(
                page.orders(), page.count(), JsNumber.print(query.offset()), JsNumber.print(query.limit()));
    }
}
