package dev.storelatch.customer;

import dev.storelatch.request.FieldList;
import dev.storelatch.request.JsonBody;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The relations that a customer can be shown with, in the order of their JSON keys, which is that of the alphabet. */
enum CustomerRelation {
    BILLING_ADDRESS,
    GROUPS,
    ORDERS,
    SHIPPING_ADDRESSES;

    /** The relations of one customer if {@code expand} is not sent. */
    static final Set<CustomerRelation> DEFAULT = Collections.unmodifiableSet(EnumSet.of(ORDERS, SHIPPING_ADDRESSES));

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads the parameter {@code expand}, which replaces the default. */
    static Set<CustomerRelation> read(JsonBody query, Set<CustomerRelation> byDefault) {
        String list = query.optionalString("expand").value();
        if (list == null) {
            return byDefault;
        }
        Set<CustomerRelation> relations = EnumSet.noneOf(CustomerRelation.class);
        for (String name : FieldList.split(list)) {
            Optional<CustomerRelation> relation = Stream.of(values())
                    .filter(known -> known.key().equals(name))
                    .findFirst();
            relation.ifPresent(relations::add);
            if (relation.isEmpty()) {
                query.mistake("relation %s does not exist".formatted(name));
            }
        }
        return relations;
    }
}
