package dev.storelatch.request;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Comma-separated names in the query parameters {@code fields} and {@code expand}. */
public final class FieldList {

    private FieldList() {}

    /**
     * Returns the fields to show. Names alone replace the default fields; names that all begin with {@code +}, {@code -} or
     * {@code *} change them.
     *
     * @param list the query parameter; null if it was not sent
     */
    public static Set<String> fields(@Nullable String list, List<String> defaults) {
        if (list == null) {
            return Set.copyOf(defaults);
        }
        List<String> names = split(list);
        boolean change = !names.isEmpty() && names.stream().allMatch(name -> name.matches("[+*-].*"));
        Set<String> fields = new LinkedHashSet<>(change ? defaults : List.of());
        for (String name : names) {
            if (change && name.startsWith("-")) {
                fields.remove(name.substring(1));
            } else {
                fields.add(name.replaceFirst("^[+-]", ""));
            }
        }
        return fields;
    }

    /** Returns the names that are not empty. */
    public static List<String> split(String list) {
        return Stream.of(list.split(",")).filter(name -> !name.isEmpty()).toList();
    }
}
