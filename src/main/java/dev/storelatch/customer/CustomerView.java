package dev.storelatch.customer;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A customer as administrators see it.
 *
 * @param relations by their JSON keys, in the order of {@link CustomerRelation}
 */
record CustomerView(
        @JsonUnwrapped Customer customer, @JsonAnyGetter Map<String, @Nullable Object> relations) {}
