package dev.storelatch.customer;

import dev.storelatch.core.EmailAddress;
import dev.storelatch.core.Failure;
import dev.storelatch.request.JsonBody;
import dev.storelatch.request.JsonBody.Property;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A requested change of a customer. Properties that were not sent stay unchanged. */
record CustomerChange(
        BillingAddressChange billingAddress,
        Property<String> firstName,
        Property<String> lastName,
        @Nullable String password,
        Property<String> phone,
        @Nullable EmailAddress email,
        @Nullable ObjectNode metadata,
        @Nullable String currentPassword) {

    static CustomerChange read(JsonBody body) {
        BillingAddressChange billingAddress = BillingAddressChange.read(body);
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
                newPassword(password),
                phone,
                newEmail(email),
                metadata.value(),
                currentPassword.value());
    }

    /** Reads a change by an administrator, which the caller checks. */
    static CustomerChange readByAdministrator(JsonBody body) {
        Property<String> email = body.optionalEmail("email");
        Property<String> firstName = body.optionalString("first_name");
        Property<String> lastName = body.optionalString("last_name");
        Property<String> password = body.optionalString("password");
        Property<String> phone = body.optionalString("phone");
        Property<ObjectNode> metadata = body.optionalObject("metadata");
        return new CustomerChange(
                new BillingAddressChange.None(),
                firstName,
                lastName,
                newPassword(password),
                phone,
                newEmail(email),
                metadata.value(),
                null);
    }

    /** An empty password changes nothing, as in the contract. */
    private static @Nullable String newPassword(Property<String> password) {
        return password.asOptional().filter(text -> !text.isEmpty()).orElse(null);
    }

    private static @Nullable EmailAddress newEmail(Property<String> email) {
        return email.asOptional().map(EmailAddress::new).orElse(null);
    }

    /** Returns true if the change has a new password, or another e-mail address than this. */
    boolean changesCredentials(String currentEmail) {
        return password != null || (email != null && !email.value().equals(currentEmail));
    }

    /** Returns the texts that were sent, by the name of their property. */
    Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        firstName.asOptional().ifPresent(value -> texts.put("first_name", value));
        lastName.asOptional().ifPresent(value -> texts.put("last_name", value));
        phone.asOptional().ifPresent(value -> texts.put("phone", value));
        return texts;
    }

    @Override
    public String toString() {
        return "CustomerChange[redacted]";
    }
}
