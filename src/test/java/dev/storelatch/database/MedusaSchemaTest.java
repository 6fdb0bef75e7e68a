package dev.storelatch.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.support.MedusaSample;
import dev.storelatch.support.TestPostgres;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The first migration creates the schema of Medusa 1.20, which is also the one expected of existing databases. */
class MedusaSchemaTest {

    /** These indexes need the extension pg_trgm; see the first lines of the migration. */
    private static final String LEFT_OUT = ".*CREATE INDEX idx_gin_product_.*";

    @Test
    void theExpectedSchemaIsThatOfTheFirstMigration() {
        TestDatabase database = new TestDatabase(TestPostgres.newDatabase());
        database.migrate();

        MedusaSchema expected = ExpectedSchema.read();

        assertThat(expected.tables()).hasSize(45);
        assertThat(expected.tables().entrySet().stream()
                        .flatMap(table -> table.getValue().stream().map(column -> table.getKey() + " " + column)))
                .containsExactlyInAnyOrderElementsOf(
                        database.rows(
                                "select table_name, column_name from information_schema.columns where table_schema = 'public'"));
        assertThat(expected.enumerations())
                .containsExactlyInAnyOrderElementsOf(database.rows(
                        "select typname from pg_type where typtype = 'e' and typnamespace = 'public'::regnamespace"));
    }

    @Test
    void theFirstMigrationCreatesTheSchemaOfMedusa() {
        TestDatabase medusa = new TestDatabase(MedusaSample.newDatabase());
        TestDatabase ours = new TestDatabase(TestPostgres.newDatabase());
        ours.migrate();

        List<String> expected = about(ExpectedSchema.read(), medusa.catalog());

        assertThat(expected).hasSizeGreaterThan(800);
        assertThat(expected).filteredOn(fact -> fact.matches(LEFT_OUT)).hasSize(5);
        assertThat(about(ExpectedSchema.read(), ours.catalog()))
                .containsExactlyElementsOf(expected.stream()
                        .filter(fact -> !fact.matches(LEFT_OUT))
                        .toList());
    }

    @Test
    void theFirstMigrationInsertsMedusasCountriesAndCurrencies() {
        TestDatabase medusa = new TestDatabase(MedusaSample.newDatabase());
        TestDatabase ours = new TestDatabase(TestPostgres.newDatabase());
        ours.migrate();

        for (String query : List.of(
                "select id, iso_2, iso_3, num_code, name, display_name from country order by id",
                "select code, symbol, symbol_native, name from currency order by code",
                "select last_value, is_called from country_id_seq")) {
            assertThat(ours.rows(query)).containsExactlyElementsOf(medusa.rows(query));
        }
    }

    private static List<String> about(MedusaSchema schema, List<String> facts) {
        SortedSet<String> names = new TreeSet<>(schema.tables().keySet());
        names.addAll(schema.enumerations());
        names.addAll(List.of("country_id_seq", "order_display_id_seq", "draft_order_display_id_seq"));
        return facts.stream()
                .filter(fact -> names.contains(fact.substring(0, fact.indexOf(':'))))
                .toList();
    }
}
