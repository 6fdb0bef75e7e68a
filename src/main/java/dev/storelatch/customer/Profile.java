package dev.storelatch.customer;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A customer with the addresses that belong to it. */
public record Profile(
        @JsonUnwrapped Customer customer, @Nullable Address billingAddress, List<Address> shippingAddresses) {

    /** Name of the request attribute with the caller's own profile. */
    public static final String OF_CALLER = "dev.storelatch.customer.Profile.OF_CALLER";
}
