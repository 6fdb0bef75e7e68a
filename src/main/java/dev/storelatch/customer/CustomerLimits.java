package dev.storelatch.customer;

import dev.storelatch.core.Failure;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of what one customer can store (CWE-770). Data that exceeds them already, from a Medusa database, stays.
 *
 * @param maxAddresses number of addresses, 1 to 200
 * @param maxTextLength characters of a name or the phone number of a customer, 1 to 10,000
 * @param maxAddressTextLength characters of each text of an address, 1 to 10,000
 * @param maxMetadata size of all metadata of the customer and its addresses together
 */
@ConfigurationProperties("storelatch.customer")
@Validated
record CustomerLimits(
        @DefaultValue("20") @Min(1) @Max(200) int maxAddresses,
        @DefaultValue("10000") @Min(1) @Max(10_000) int maxTextLength,
        @DefaultValue("255") @Min(1) @Max(10_000) int maxAddressTextLength,
        @DefaultValue("16KB") DataSize maxMetadata) {

    /**
     * Checks the length of a customer's texts, by the name of their property.
     *
     * @throws Failure.InvalidData if any is too long, with a message that names all of these
     */
    void checkTexts(Map<String, String> texts) {
        check(texts, maxTextLength);
    }

    /**
     * Checks the length of an address's texts, by the name of their property.
     *
     * @throws Failure.InvalidData if any is too long, with a message that names all of these
     */
    void checkAddressTexts(Map<String, String> texts) {
        check(texts, maxAddressTextLength);
    }

    /**
     * Checks that one more address is allowed.
     *
     * @throws Failure.InvalidData if not
     */
    void checkAddressCount(long count) {
        if (count >= maxAddresses) {
            throw new Failure.InvalidData("a customer must not have more than %d addresses".formatted(maxAddresses));
        }
    }

    private static void check(Map<String, String> texts, int maxLength) {
        String mistakes = texts.entrySet().stream()
                .filter(text -> text.getValue().length() > maxLength)
                .map(text -> "%s must be shorter than or equal to %d characters".formatted(text.getKey(), maxLength))
                .collect(Collectors.joining(", "));
        if (!mistakes.isEmpty()) {
            throw new Failure.InvalidData(mistakes);
        }
    }
}
