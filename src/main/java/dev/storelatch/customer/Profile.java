package dev.storelatch.customer;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A customer with the addresses that belong to it. */
public record Profile(
        @JsonUnwrapped Customer customer, @Nullable Address billingAddress, List<Address> shippingAddresses) {}
