package dev.storelatch.order;

import dev.storelatch.order.Table.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Builds the select list by which PostgreSQL turns a row into JSON, relations included. All names in the SQL come from
 * {@link Table} descriptions, none from a request.
 */
final class JsonSelectList {

    /** Relations that are shown although their rows have been deleted since the order was placed. */
    private static final Set<String> SHOWN_WHEN_DELETED = Set.of("items", "region", "discounts");

    private int aliases;

    private JsonSelectList() {}

    /**
     * Returns a select list for one row of the table: the selected columns, then the selected relations.
     *
     * @param alias the alias of the table in the statement
     */
    static String of(Table table, String alias, OrderSelection selection) {
        JsonSelectList sql = new JsonSelectList();
        List<String> list = new ArrayList<>();
        selection.columns().forEach(column -> list.add(column(table, alias, column)));
        selection
                .expansion()
                .relations()
                .forEach((name, nested) ->
                        list.add(sql.relation(table, alias, name, nested, SHOWN_WHEN_DELETED.contains(name))));
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
        Stream<String> requested = expansion.relations().entrySet().stream()
                .map(nested -> relation(table, alias, nested.getKey(), nested.getValue(), withDeleted));
        Stream<String> eager = table.relations().entrySet().stream()
                .filter(other ->
                        other.getValue().eager() && !expansion.relations().containsKey(other.getKey()))
                .map(other -> relation(table, alias, other.getKey(), Expansion.NONE, withDeleted));
        String list = Stream.of(table.columns().stream().map(column -> column(table, alias, column)), requested, eager)
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
