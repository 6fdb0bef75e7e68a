package dev.storelatch.order;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A table of Medusa's as its JSON shows it.
 *
 * @param columns in the order of the JSON keys
 * @param times the columns that are timestamps
 * @param relations what can be expanded, by the name of the JSON key
 */
record Table(String name, List<String> columns, List<String> times, Map<String, Relation> relations) {

    /**
     * A way from one table to another.
     *
     * @param many whether the JSON shows an array, not one object or {@code null}
     * @param eager whether it comes even if not asked for
     * @param join the condition, as a format of the target's alias and the source's alias
     */
    record Relation(Table target, boolean many, boolean eager, String join) {}

    /** @param columns names, parted by blanks; one that ends in {@code _at} is a timestamp, in Medusa without exception */
    static Table of(String name, String columns) {
        List<String> names = List.of(columns.split("\\s+"));
        List<String> times =
                names.stream().filter(column -> column.endsWith("_at")).toList();
        return new Table(name, names, times, Map.of());
    }

    /** One row of the target, found by its id in a column of this table. */
    Table one(String relation, Table target, String column) {
        return one(relation, target, "id", column);
    }

    Table one(String relation, Table target, String key, String column) {
        return with(relation, new Relation(target, false, false, "%%1$s.%s = %%2$s.%s".formatted(key, column)));
    }

    /** The target's rows with this row's id in the given column. */
    Table many(String relation, Table target, String column) {
        return with(relation, new Relation(target, true, false, "%%1$s.%s = %%2$s.id".formatted(column)));
    }

    /** As {@link #many}, and they come unasked. */
    Table manyEager(String relation, Table target, String column) {
        return with(relation, new Relation(target, true, true, "%%1$s.%s = %%2$s.id".formatted(column)));
    }

    /** The target's rows that a join table ties to this row. */
    Table through(String relation, Table target, String joinTable, String column, String targetColumn) {
        return with(
                relation,
                new Relation(
                        target,
                        true,
                        false,
                        "%%1$s.id in (select %s from %s where %s = %%2$s.id)"
                                .formatted(targetColumn, joinTable, column)));
    }

    /** The table at the end of a path such as {@code items.variant}. */
    Optional<Table> follow(String path) {
        Table table = this;
        for (String step : path.split("\\.", -1)) {
            Relation relation = table.relations.get(step);
            if (relation == null) {
                return Optional.empty();
            }
            table = relation.target;
        }
        return Optional.of(table);
    }

    /**
     * The columns by which rows are sorted: those of when they were made, which together with their place in the table
     * tells in what order. A table without ids has its key in its first two columns. Empty if only the place tells.
     */
    List<String> sortKey() {
        if (!columns.contains("id")) {
            return columns.subList(0, 2);
        }
        return columns.contains("created_at") ? List.of("created_at") : List.of();
    }

    Relation relation(String relation) {
        return Objects.requireNonNull(relations.get(relation), relation);
    }

    boolean softDeletes() {
        return columns.contains("deleted_at");
    }

    private Table with(String relation, Relation target) {
        Map<String, Relation> more = new HashMap<>(relations);
        more.put(relation, target);
        return new Table(name, columns, times, Map.copyOf(more));
    }
}
