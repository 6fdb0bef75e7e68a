package dev.storelatch.customer;

import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Failure;
import dev.storelatch.request.JsonBody;
import dev.storelatch.request.JsonBody.Property;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a customer says about itself; what it leaves out stays. */
record CustomerChange(
        BillingAddress billingAddress,
        Property<String> firstName,
        Property<String> lastName,
        @Nullable String password,
        Property<String> phone,
        @Nullable EmailAddress email,
        @Nullable ObjectNode metadata,
        @Nullable String currentPassword) {

    /** What becomes of the billing address. */
    sealed interface BillingAddress {
        /** It was not mentioned. */
        record Kept() implements BillingAddress {}

        /** It is none of the customer's any more. */
        record Unset() implements BillingAddress {}

        /** One of the customer's addresses takes its place. */
        record Chosen(String id) implements BillingAddress {}

        /** It is edited in place, or made if there is none. */
        record Edited(AddressChange change) implements BillingAddress {}
    }

    static CustomerChange read(JsonBody body) {
        BillingAddress billingAddress = billingAddress(body);
        Property<String> firstName = body.optionalString("first_name");
        Property<String> lastName = body.optionalString("last_name");
        Property<String> password = body.optionalString("password");
        Property<String> phone = body.optionalString("phone");
        Property<String> email = body.optionalEmail("email");
        Property<ObjectNode> metadata = body.optionalObject("metadata");
        Property<String> currentPassword = body.optionalString("current_password");
        body.check();
        if (email.present() && email.value() == null) {
            throw new Failure.InvalidData("Can't insert null value in field email on insert in table customer");
        }
        return new CustomerChange(
                billingAddress,
                firstName,
                lastName,
                password.asOptional().filter(text -> !text.isEmpty()).orElse(null),
                phone,
                email.asOptional().map(EmailAddress::new).orElse(null),
                metadata.value(),
                currentPassword.value());
    }

    private static BillingAddress billingAddress(JsonBody body) {
        JsonNode node = body.any("billing_address");
        if (node.isMissingNode()) {
            return new BillingAddress.Kept();
        }
        if (node.isNull()) {
            return new BillingAddress.Unset();
        }
        if (node.isString()) {
            return new BillingAddress.Chosen(node.stringValue());
        }
        JsonBody fields = new JsonBody(node);
        AddressChange change = AddressChange.read(fields);
        if (!fields.mistakes().isEmpty()) {
            body.mistake(neitherIdNorAddress(node, fields.mistakes()));
        }
        return new BillingAddress.Edited(change);
    }

    /** Medusa's message is itself a JSON text. */
    private static String neitherIdNorAddress(JsonNode sent, List<String> mistakes) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        ObjectNode details = json.objectNode();
        details.putArray("String").add("String validation failed: " + asJavaScriptPrints(sent) + " is not a string");
        mistakes.forEach(details.putArray("AddressPayload")::add);
        return json.objectNode()
                .put("message", "billing_address must be one of: AddressPayload,String")
                .set("details", details)
                .toString();
    }

    private static String asJavaScriptPrints(JsonNode node) {
        if (node.isObject()) {
            return "[object Object]";
        }
        if (node.isArray()) {
            return node.valueStream()
                    .map(element -> element.isNull() ? "" : asJavaScriptPrints(element))
                    .reduce((left, right) -> left + "," + right)
                    .orElse("");
        }
        return node.asString();
    }
}
