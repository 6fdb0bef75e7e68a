package dev.storelatch.order;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The relations to show with a row, each with the relations to show with its own rows. Their JSON keys follow those of the
 * columns, sorted by name.
 */
record Expansion(SortedMap<String, Expansion> relations) {

    static final Expansion NONE = of(List.of());

    /** @param paths paths of relations; {@code items.variant} shows {@code items} too */
    static Expansion of(Collection<String> paths) {
        SortedMap<String, List<String>> nested = new TreeMap<>();
        for (String path : paths) {
            String[] steps = path.split("\\.", 2);
            List<String> rest = nested.computeIfAbsent(steps[0], step -> new ArrayList<>());
            if (steps.length == 2) {
                rest.add(steps[1]);
            }
        }
        SortedMap<String, Expansion> relations = new TreeMap<>();
        nested.forEach((step, rest) -> relations.put(step, of(rest)));
        return new Expansion(relations);
    }
}
