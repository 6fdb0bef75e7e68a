package dev.storelatch.customer;

import dev.storelatch.request.JsonBody;
import dev.storelatch.request.JsonBody.Property;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a request says about an address; what it leaves out stays. */
record AddressChange(
        Property<String> firstName,
        Property<String> lastName,
        Property<String> phone,
        Property<? extends JsonNode> metadata,
        Property<String> company,
        Property<String> address1,
        Property<String> address2,
        Property<String> city,
        Property<String> countryCode,
        Property<String> province,
        Property<String> postalCode) {

    /** Reads a new address, of which most is required. */
    static AddressChange readNew(JsonBody body) {
        return new AddressChange(
                required(body, "first_name"),
                required(body, "last_name"),
                body.optionalString("phone"),
                anything(body, "metadata"),
                body.optionalString("company"),
                required(body, "address_1"),
                body.optionalString("address_2"),
                required(body, "city"),
                lowerCase(required(body, "country_code")),
                body.optionalString("province"),
                required(body, "postal_code"));
    }

    /** Reads a change, of which nothing is required. */
    static AddressChange read(JsonBody body) {
        return new AddressChange(
                body.optionalString("first_name"),
                body.optionalString("last_name"),
                body.optionalString("phone"),
                body.optionalObject("metadata"),
                body.optionalString("company"),
                body.optionalString("address_1"),
                body.optionalString("address_2"),
                body.optionalString("city"),
                lowerCase(body.optionalString("country_code")),
                body.optionalString("province"),
                body.optionalString("postal_code"));
    }

    void applyTo(AddressEntity row) {
        firstName.ifPresent(value -> row.firstName = value);
        lastName.ifPresent(value -> row.lastName = value);
        phone.ifPresent(value -> row.phone = value);
        metadata.ifPresent(value -> row.metadata = value == null ? null : value.toString());
        company.ifPresent(value -> row.company = value);
        address1.ifPresent(value -> row.address1 = value);
        address2.ifPresent(value -> row.address2 = value);
        city.ifPresent(value -> row.city = value);
        countryCode.ifPresent(value -> row.countryCode = value);
        province.ifPresent(value -> row.province = value);
        postalCode.ifPresent(value -> row.postalCode = value);
    }

    /**
     * Whether the stored address is the same. As in Medusa a property that was left out equals nothing, not even a
     * stored {@code null}; company and metadata do not count.
     */
    boolean isSameAs(AddressEntity row) {
        return same(countryCode, row.countryCode)
                && same(address1, row.address1)
                && same(address2, row.address2)
                && same(city, row.city)
                && same(phone, row.phone)
                && same(postalCode, row.postalCode)
                && same(province, row.province)
                && same(firstName, row.firstName)
                && same(lastName, row.lastName);
    }

    private static boolean same(Property<String> sent, @Nullable String stored) {
        return sent.present() && Objects.equals(sent.value(), stored);
    }

    private static Property<String> required(JsonBody body, String name) {
        return new Property<>(true, body.string(name));
    }

    private static Property<JsonNode> anything(JsonBody body, String name) {
        JsonNode node = body.any(name);
        boolean given = !node.isMissingNode() && !node.isNull();
        return new Property<>(!node.isMissingNode(), given ? node : null);
    }

    private static Property<String> lowerCase(Property<String> code) {
        String value = code.value();
        return value == null ? code : new Property<>(true, value.toLowerCase(Locale.ROOT));
    }
}
