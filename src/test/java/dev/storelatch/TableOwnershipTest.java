package dev.storelatch;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Each table is named by the SQL of one module only. The check of whether an account is live, which every module needs,
 * is a function in the database.
 */
class TableOwnershipTest {

    private static final Pattern CREATED = Pattern.compile("(?m)^create (?:unlogged )?table \"?([\\w.]+)\"?");
    private static final Pattern NAMED =
            Pattern.compile("(?i)\\b(?:from|join|into|update|only)\\s+\\\\?\"?([a-z_]+(?:\\.[a-z_]+)?)\\\\?\"?");

    /** Tables of the order module's select lists ({@code Table.of}) and of entities ({@code @Table}). */
    private static final Pattern DECLARED = Pattern.compile("\\bTable(?:\\.of)?\\((?:name = )?\"(\\w+)\"");

    /** Medusa's tables in statements that write them. */
    private static final Pattern WRITTEN =
            Pattern.compile("(?i)\\b(?:insert into|update|delete from)\\s+\\\\?\"?([a-z_]+)\\\\?\"?(?![.\\w])");

    private static final Pattern ENTITY = Pattern.compile("@Table\\(name = \"(\\w+)\"");

    /** A file whose SQL is composed of table names that it has in literals of their own. */
    private static final String COMPOSED = "password/WrapPasswordHashesCommand";

    /** Files that may name tables of other modules, with the reason. */
    private static final Map<String, String> EXCEPTIONS = Map.of(
            "account/AccountReportCommand", "shows sessions and events of an account, in a maintenance command",
            "account/EraseAccountCommand", "looks for the account to erase, in a maintenance command",
            "local/DemoShop", "inserts the demo shop's customer and orders, in the local run only",
            "order/StoreTables", "describes the customer, addresses and countries that an order is shown with",
            "order/OrderListRepository", "searches the names in an order's customer and shipping address",
            "password/WrapPasswordHashesCommand", "wraps the hashes of customers and users, in a maintenance command",
            "recovery/CreateAdminCommand", "adds the first user, in a maintenance command");

    private final Set<String> tables = migrations()
            .flatMap(migration -> CREATED.matcher(migration).results())
            .map(table -> table.group(1))
            .collect(toSet());

    @Test
    void eachTableIsNamedByOneModule() {
        Map<String, SortedSet<String>> modules =
                named(SourceFile::module, file -> !EXCEPTIONS.containsKey(file.toString()));

        assertThat(modules.keySet()).contains("customer", "order", "storelatch.session", "storelatch.outbox");
        assertThat(modules)
                .allSatisfy((table, owners) -> assertThat(owners).as(table).hasSize(1));
    }

    @Test
    void eachExceptionNamesATableOfAnotherModule() {
        Map<String, SortedSet<String>> owners =
                named(SourceFile::module, file -> !EXCEPTIONS.containsKey(file.toString()));
        Map<String, SortedSet<String>> files = named(SourceFile::toString, file -> true);

        assertThat(EXCEPTIONS.keySet())
                .allSatisfy(exception -> assertThat(files).as(exception).anySatisfy((table, names) -> {
                    assertThat(names).contains(exception);
                    assertThat(owners.getOrDefault(table, new TreeSet<>()))
                            .isNotEqualTo(Set.of(exception.replaceFirst("/.*", "")));
                }));
    }

    /** The server's role needs no other privileges than these, and prints those that it lacks. */
    @Test
    void theMigrationGuideGrantsWritesOnTheTablesThatAreWritten() throws IOException {
        String guide = Files.readString(Path.of("docs", "migrating-from-medusa.md"));
        Matcher granted = Pattern.compile("grant insert, update, delete on ([^;]+?)\\s+to ")
                .matcher(guide);
        assertThat(granted.find()).isTrue();

        Stream<String> inSql = Stream.concat(
                        migrations().skip(1), SourceFile.all().stream().flatMap(file -> file.literals().stream()))
                .flatMap(sql -> WRITTEN.matcher(sql).results())
                .map(name -> name.group(1));
        Stream<String> entities = SourceFile.all().stream()
                .flatMap(file -> ENTITY.matcher(file.text()).results())
                .map(name -> name.group(1));

        assertThat(Stream.concat(inSql, entities).filter(tables::contains).collect(toSet()))
                .containsExactlyInAnyOrder(granted.group(1).replace("\"", "").split(", ", -1));
    }

    /** Returns for each table the modules or files that name it. */
    private Map<String, SortedSet<String>> named(Function<SourceFile, String> by, Predicate<SourceFile> files) {
        return SourceFile.all().stream()
                .filter(files)
                .flatMap(file -> tables(file).map(table -> Map.entry(table, by.apply(file))))
                .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toCollection(TreeSet::new))));
    }

    private Stream<String> tables(SourceFile file) {
        Stream<String> inSql = file.literals().stream()
                .flatMap(literal -> NAMED.matcher(literal).results())
                .map(name -> name.group(1));
        Stream<String> declared = DECLARED.matcher(file.text()).results().map(name -> name.group(1));
        Stream<String> composed = file.toString().equals(COMPOSED)
                ? file.literals().stream().map(literal -> literal.replaceAll("\\W", ""))
                : Stream.empty();
        return Stream.of(inSql, declared, composed)
                .flatMap(names -> names)
                .filter(tables::contains)
                .distinct();
    }

    private static Stream<String> migrations() {
        try {
            List<String> migrations = new ArrayList<>();
            for (Resource file :
                    new PathMatchingResourcePatternResolver().getResources("classpath:db/migration/*.sql")) {
                migrations.add(file.getContentAsString(StandardCharsets.UTF_8));
            }
            return migrations.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
