package dev.storelatch.auth;

import dev.storelatch.customer.Customer;
import dev.storelatch.customer.Customers;
import dev.storelatch.mail.Letter;
import dev.storelatch.mail.Posting;
import dev.storelatch.order.Orders;
import dev.storelatch.token.Link;
import dev.storelatch.token.LinkTokens;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Asks the address of a guest's orders whether they may go to an account, and says which one that is. A posting's
 * subject is the link's id.
 */
@Component
class OrderClaimTopic extends AccountTopic {

    static final String NAME = "order-update-token.created";

    private static final Logger LOG = LoggerFactory.getLogger(OrderClaimTopic.class);

    private final LinkTokens links;
    private final Orders orders;
    private final LinkSettings pages;

    OrderClaimTopic(LinkTokens links, Customers customers, Orders orders, LinkSettings pages) {
        super(NAME, customers);
        this.links = links;
        this.orders = orders;
        this.pages = pages;
        if (pages.orderClaim("").isEmpty()) {
            LOG.warn("storelatch.links.order-claim is not set: whoever claims an order gets no mail");
        }
    }

    @Override
    public Set<String> words() {
        return wordsAnd("orders", "link", "minutes");
    }

    @Override
    public Optional<Letter> letter(Posting posting) {
        return links.find(posting.subject())
                .flatMap(link -> account(link.actor().id())
                        .flatMap(customer -> links.token(link.id())
                                .flatMap(pages::orderClaim)
                                .map(page -> letter(link, customer, page))));
    }

    @Override
    public Optional<Map<String, @Nullable Object>> event(Posting posting) {
        return links.find(posting.subject()).map(link -> {
            Map<String, @Nullable Object> data = new LinkedHashMap<>();
            data.put("old_email", link.recipient());
            data.put("new_customer_id", link.actor().id());
            data.put("orders", link.orders());
            if (pages.tokenInEvents()) {
                links.token(link.id()).ifPresent(token -> data.put("token", token));
            }
            return data;
        });
    }

    private Letter letter(Link link, Customer claimant, String page) {
        Map<String, @Nullable Object> words = words(claimant);
        words.put("orders", orders.numbers(link.orders()));
        words.put("link", page);
        words.put("minutes", Link.LIFETIME.toMinutes());
        return new Letter(Objects.requireNonNull(link.recipient()), words);
    }
}
