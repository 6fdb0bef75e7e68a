package dev.storelatch.customer;

import dev.storelatch.core.Failure;
import dev.storelatch.request.Metadata;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Merges and limits the metadata of a customer and its addresses. */
@Component
class CustomerMetadata {

    private final CustomerRepository customers;
    private final CustomerLimits limits;
    private final JsonMapper json;

    CustomerMetadata(CustomerRepository customers, CustomerLimits limits, JsonMapper json) {
        this.customers = customers;
        this.limits = limits;
        this.json = json;
    }

    /** Merges changes into stored metadata key by key, as Medusa does; an empty string removes its key. */
    @Nullable
    String merge(@Nullable String stored, @Nullable ObjectNode changes) {
        if (changes == null || changes.isEmpty()) {
            return stored;
        }
        return json.writeValueAsString(Metadata.merge(stored == null ? null : json.readTree(stored), changes));
    }

    /**
     * Runs a change of metadata within the caller's transaction, in which the customer's row is locked. A change that does
     * not add to an excess is accepted.
     *
     * @throws Failure.InvalidData if all metadata of the customer together would be too large
     */
    void changeWithinLimit(String customerId, Runnable change) {
        long before = customers.metadataBytes(customerId);
        change.run();
        customers.flush();
        long after = customers.metadataBytes(customerId);
        if (after > limits.maxMetadata().toBytes() && after > before) {
            throw new Failure.InvalidData("metadata of a customer and its addresses must not be larger than %d bytes"
                    .formatted(limits.maxMetadata().toBytes()));
        }
    }
}
