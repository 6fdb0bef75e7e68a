package dev.storelatch.order;

import dev.storelatch.order.Table.Relation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes the select list with which PostgreSQL itself builds a row's JSON, relations included. Only names from
 * {@link MedusaTables} get into the text.
 */
final class JsonSql {

    /** What an order was made with still shows when it has been deleted since: products, the region, discounts. */
    private static final Set<String> SHOWN_WHEN_DELETED = Set.of("items", "region", "discounts");

    private int aliases;

    private JsonSql() {}

    /**
     * A select list for one row of the table: its columns, then its relations.
     *
     * @param alias of the table in the statement
     */
    static String columns(Table table, String alias, Collection<String> columns, Expansion expansion) {
        JsonSql sql = new JsonSql();
        List<String> list = new ArrayList<>();
        columns.forEach(column -> list.add(column(table, alias, column)));
        expansion
                .relations()
                .forEach((name, deeper) ->
                        list.add(sql.relation(table, alias, name, deeper, SHOWN_WHEN_DELETED.contains(name))));
        return String.join(", ", list);
    }

    private static String column(Table table, String alias, String column) {
        return column.equals("object")
                ? "'%s' as object".formatted(table.name().replace("\"", ""))
                : alias + "." + column;
    }

    private String relation(Table source, String sourceAlias, String name, Expansion expansion, boolean withDeleted) {
        Relation relation = source.relation(name);
        Table table = relation.target();
        String alias = "t" + ++aliases;
        Stream<String> asked = expansion.relations().entrySet().stream()
                .map(deeper -> relation(table, alias, deeper.getKey(), deeper.getValue(), withDeleted));
        Stream<String> unasked = table.relations().entrySet().stream()
                .filter(more ->
                        more.getValue().eager() && !expansion.relations().containsKey(more.getKey()))
                .map(more -> relation(table, alias, more.getKey(), Expansion.NOTHING, withDeleted));
        String list = Stream.of(table.columns().stream().map(column -> column(table, alias, column)), asked, unasked)
                .flatMap(part -> part)
                .collect(Collectors.joining(", "));
        String rows = "select %s from %s %s where %s"
                .formatted(list, table.name(), alias, relation.join().formatted(alias, sourceAlias));
        if (table.softDeletes() && !withDeleted) {
            rows += " and " + alias + ".deleted_at is null";
        }
        return (relation.many()
                        ? "(select coalesce(json_agg(r), '[]') from (%s) r) as %s"
                        : "(select row_to_json(r) from (%s) r) as %s")
                .formatted(rows, name);
    }
}
