package dev.storelatch.order;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Comma-separated names in the query parameters {@code fields} and {@code expand}. */
final class FieldList {

    private FieldList() {}

    /**
     * Returns the fields to show. Names alone replace the default fields; names that all begin with {@code +}, {@code -} or
     * {@code *} change them.
     *
     * @param list the query parameter; null if it was not sent
     */
    static Set<String> fields(@Nullable String list) {
        if (list == null) {
            return Set.copyOf(OrderDefaults.COLUMNS);
        }
        List<String> names = split(list);
        boolean change = !names.isEmpty() && names.stream().allMatch(name -> name.matches("[+*-].*"));
        Set<String> fields = new LinkedHashSet<>(change ? OrderDefaults.COLUMNS : List.of());
        for (String name : names) {
            if (change && name.startsWith("-")) {
                fields.remove(name.substring(1));
            } else {
                fields.add(name.replaceFirst("^[+-]", ""));
            }
        }
        return fields;
    }

    static List<String> split(String list) {
        return Stream.of(list.split(",")).filter(name -> !name.isEmpty()).toList();
    }
}
