package dev.storelatch.customer;

import dev.storelatch.request.JsonBody;
import dev.storelatch.request.JsonBody.Property;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A requested address, or a change of one. Properties that were not sent stay unchanged. */
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

    /** Reads a new address, most of whose properties are required. */
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

    /** Reads a change, whose properties are all optional. */
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

    /** Returns the texts that were sent, by the name of their property. */
    Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        firstName.asOptional().ifPresent(value -> texts.put("first_name", value));
        lastName.asOptional().ifPresent(value -> texts.put("last_name", value));
        phone.asOptional().ifPresent(value -> texts.put("phone", value));
        company.asOptional().ifPresent(value -> texts.put("company", value));
        address1.asOptional().ifPresent(value -> texts.put("address_1", value));
        address2.asOptional().ifPresent(value -> texts.put("address_2", value));
        city.asOptional().ifPresent(value -> texts.put("city", value));
        countryCode.asOptional().ifPresent(value -> texts.put("country_code", value));
        province.asOptional().ifPresent(value -> texts.put("province", value));
        postalCode.asOptional().ifPresent(value -> texts.put("postal_code", value));
        return texts;
    }

    void applyTo(AddressEntity address) {
        firstName.ifPresent(value -> address.firstName = value);
        lastName.ifPresent(value -> address.lastName = value);
        phone.ifPresent(value -> address.phone = value);
        metadata.ifPresent(value -> address.metadata = value == null ? null : value.toString());
        company.ifPresent(value -> address.company = value);
        address1.ifPresent(value -> address.address1 = value);
        address2.ifPresent(value -> address.address2 = value);
        city.ifPresent(value -> address.city = value);
        countryCode.ifPresent(value -> address.countryCode = value);
        province.ifPresent(value -> address.province = value);
        postalCode.ifPresent(value -> address.postalCode = value);
    }

    /**
     * Returns true if the stored address is the same. As in Medusa a property that was left out equals nothing, not even a
     * stored {@code null}; company and metadata do not count.
     */
    boolean isSameAs(AddressEntity address) {
        return same(countryCode, address.countryCode)
                && same(address1, address.address1)
                && same(address2, address.address2)
                && same(city, address.city)
                && same(phone, address.phone)
                && same(postalCode, address.postalCode)
                && same(province, address.province)
                && same(firstName, address.firstName)
                && same(lastName, address.lastName);
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
