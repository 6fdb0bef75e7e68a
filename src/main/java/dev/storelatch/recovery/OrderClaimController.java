package dev.storelatch.recovery;

import dev.storelatch.core.Login;
import dev.storelatch.request.JsonBody;
import dev.storelatch.request.TextResponse;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Routes {@code /store/orders}: an account claims orders that a guest placed, and their address confirms it. */
@RestController
@RequestMapping("/store/orders")
class OrderClaimController {

    private static final Pattern JWT = Pattern.compile("[\\w-]*\\.[\\w-]*\\.[\\w-]*");

    private final OrderClaimRequest claimRequest;
    private final OrderClaim claim;

    OrderClaimController(OrderClaimRequest claimRequest, OrderClaim claim) {
        this.claimRequest = claimRequest;
        this.claim = claim;
    }

    @PostMapping("/batch/customer/token")
    ResponseEntity<String> request(@AuthenticationPrincipal Login login, JsonBody body) {
        List<String> orderIds = orderIds(body);
        body.check();
        claimRequest.request(login.actor(), orderIds);
        return TextResponse.ok();
    }

    @PostMapping("/customer/confirm")
    ResponseEntity<String> confirm(JsonBody body) {
        JsonNode token = body.any("token");
        if (!token.isString() || !JWT.matcher(token.stringValue()).matches()) {
            body.mistake("token must be a jwt string");
        }
        if (isEmpty(token)) {
            body.mistake("token should not be empty");
        }
        body.check();
        claim.confirm(token.stringValue());
        return TextResponse.ok();
    }

    /** A single id need not be in a list. */
    private static List<String> orderIds(JsonBody body) {
        JsonNode node = body.any("order_ids");
        List<JsonNode> ids = node.isArray() ? node.valueStream().toList() : List.of(node);
        if (!ids.stream().allMatch(JsonNode::isString)) {
            body.mistake("each value in order_ids must be a string");
        }
        if (ids.stream().anyMatch(OrderClaimController::isEmpty)) {
            body.mistake("each value in order_ids should not be empty");
        }
        return ids.stream()
                .filter(JsonNode::isString)
                .map(JsonNode::stringValue)
                .toList();
    }

    private static boolean isEmpty(JsonNode node) {
        return node.isMissingNode()
                || node.isNull()
                || (node.isString() && node.stringValue().isEmpty());
    }
}
