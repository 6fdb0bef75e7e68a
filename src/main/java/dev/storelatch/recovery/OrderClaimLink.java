package dev.storelatch.recovery;

import dev.storelatch.link.Link;
import dev.storelatch.link.LinkPurpose;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Links that confirm an order claim. Their payload is a JSON array of order ids, their tokens are JWTs as in Medusa. */
final class OrderClaimLink {

    static final LinkPurpose PURPOSE = LinkPurpose.jwt("ORDER_CLAIM", OrderClaimLink::claims);

    private OrderClaimLink() {}

    static String payload(List<String> orderIds) {
        return JsonMapper.shared().writeValueAsString(orderIds);
    }

    static List<String> orders(Link link) {
        return JsonMapper.shared().readValue(link.payload(), new TypeReference<>() {});
    }

    private static Map<String, Object> claims(Link link) {
        return new TreeMap<>(Map.of("claimingCustomerId", link.actor().id(), "orders", orders(link)));
    }
}
