package dev.storelatch.order;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The relations to show with a row, and with the rows behind them. Their JSON keys follow the columns, sorted by name.
 */
record Expansion(SortedMap<String, Expansion> relations) {

    static final Expansion NOTHING = of(List.of());

    /** @param paths such as {@code items.variant}, which shows {@code items} too */
    static Expansion of(Collection<String> paths) {
        SortedMap<String, List<String>> deeper = new TreeMap<>();
        for (String path : paths) {
            String[] steps = path.split("\\.", 2);
            List<String> rest = deeper.computeIfAbsent(steps[0], step -> new ArrayList<>());
            if (steps.length == 2) {
                rest.add(steps[1]);
            }
        }
        SortedMap<String, Expansion> relations = new TreeMap<>();
        deeper.forEach((step, rest) -> relations.put(step, of(rest)));
        return new Expansion(relations);
    }
}
