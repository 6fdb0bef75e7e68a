package dev.storelatch.order;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Describes a table of Medusa as its JSON shows it.
 *
 * @param columns in the order of the JSON keys
 * @param times the columns that are timestamps
 * @param relations the relations that can be expanded, by their JSON keys
 */
record Table(String name, List<String> columns, List<String> times, Map<String, Relation> relations) {

    /**
     * A relation to another table.
     *
     * @param many whether the JSON shows an array, rather than one object or {@code null}
     * @param eager whether it is shown with the source table even if it was not requested
     * @param join the join condition: a format string for the target's alias and the source's alias
     */
    record Relation(Table target, boolean many, boolean eager, String join) {}

    /** @param columns names separated by blanks; in Medusa every column whose name ends in {@code _at} is a timestamp */
    static Table of(String name, String columns) {
        List<String> names = List.of(columns.split("\\s+"));
        List<String> times =
                names.stream().filter(column -> column.endsWith("_at")).toList();
        return new Table(name, names, times, Map.of());
    }

    /** Adds a relation to one row, whose id is in a column of this table. */
    Table one(String relation, Table target, String column) {
        return one(relation, target, "id", column);
    }

    /** Adds a relation to one row, whose key column equals a column of this table. */
    Table one(String relation, Table target, String key, String column) {
        return with(relation, new Relation(target, false, false, "%%1$s.%s = %%2$s.%s".formatted(key, column)));
    }

    /** Adds a relation to the rows whose given column has the id of this table's row. */
    Table many(String relation, Table target, String column) {
        return with(relation, new Relation(target, true, false, "%%1$s.%s = %%2$s.id".formatted(column)));
    }

    /** Adds a relation as {@link #many} does, which is also shown if it was not requested. */
    Table manyEager(String relation, Table target, String column) {
        return with(relation, new Relation(target, true, true, "%%1$s.%s = %%2$s.id".formatted(column)));
    }

    /** Adds a relation to the rows that a join table links to this table's row. */
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

    /** Returns the table at the end of a path such as {@code items.variant}. */
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
     * Returns the columns that rows are sorted by: their time of creation, or the first two columns, which are the key, in a
     * table without ids. Empty if the table has neither; then only a row's place in the table shows when it was created.
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
