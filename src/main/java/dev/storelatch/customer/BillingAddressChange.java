package dev.storelatch.customer;

import dev.storelatch.request.JsonBody;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A requested change of the billing address: an id of an address, the fields of one, or null. */
sealed interface BillingAddressChange {

    /** The property was not sent. */
    record None() implements BillingAddressChange {}

    /** The customer has no billing address any more. */
    record Removed() implements BillingAddressChange {}

    /** One of the customer's addresses becomes the billing address. */
    record Chosen(String id) implements BillingAddressChange {}

    /** The billing address is edited, or created if there is none. */
    record Edited(AddressChange change) implements BillingAddressChange {}

    /** Reads the property {@code billing_address}. */
    static BillingAddressChange read(JsonBody body) {
        JsonNode node = body.any("billing_address");
        if (node.isMissingNode()) {
            return new None();
        }
        if (node.isNull()) {
            return new Removed();
        }
        if (node.isString()) {
            return new Chosen(node.stringValue());
        }
        JsonBody fields = new JsonBody(node);
        AddressChange change = AddressChange.read(fields);
        if (!fields.mistakes().isEmpty()) {
            body.mistake(neitherIdNorAddress(node, fields.mistakes()));
        }
        return new Edited(change);
    }

    /** Medusa's message is itself a JSON text. */
    private static String neitherIdNorAddress(JsonNode sent, List<String> mistakes) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        ObjectNode details = json.objectNode();
        details.putArray("String").add("String validation failed: " + toJavaScriptString(sent) + " is not a string");
        mistakes.forEach(details.putArray("AddressPayload")::add);
        return json.objectNode()
                .put("message", "billing_address must be one of: AddressPayload,String")
                .set("details", details)
                .toString();
    }

    /** Converts a value as JavaScript's {@code String} does. */
    private static String toJavaScriptString(JsonNode node) {
        if (node.isObject()) {
            return "[object Object]";
        }
        if (node.isArray()) {
            return node.valueStream()
                    .map(element -> element.isNull() ? "" : toJavaScriptString(element))
                    .reduce((left, right) -> left + "," + right)
                    .orElse("");
        }
        return node.asString();
    }
}
