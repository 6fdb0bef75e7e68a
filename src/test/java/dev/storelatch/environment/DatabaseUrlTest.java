package dev.storelatch.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.storelatch.core.StartupException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.Driver;

class DatabaseUrlTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "postgres://u:p@db/shop | jdbc:postgresql://db/shop | u | p",
                "postgresql://u:p@db:6543/shop | jdbc:postgresql://db:6543/shop | u | p",
                "postgres://localhost/shop | jdbc:postgresql://localhost/shop | |",
                "postgres://u@db/shop | jdbc:postgresql://db/shop | u |",
                "postgres://u:@db/shop | jdbc:postgresql://db/shop | u | ''",
                "postgres://db | jdbc:postgresql://db/ | |",
                "postgres:///shop | jdbc:postgresql://localhost/shop | |",
                "postgres://u:p@[::1]:5433/shop | jdbc:postgresql://[::1]:5433/shop | u | p",
                "postgres://u%40x:p%2F%3A%40%25%20+@db/shop | jdbc:postgresql://db/shop | u@x | p/:@% +",
                "postgres://u:p@ss:w@db/shop | jdbc:postgresql://db/shop | u | p@ss:w",
                "postgres://u:p@db/my%20shop+%C3%BC | jdbc:postgresql://db/my+shop%2B%C3%BC | u | p",
                "postgres://db/s?sslmode=require | jdbc:postgresql://db/s?sslmode=require | |",
                "postgres://db/s?sslmode=no-verify | jdbc:postgresql://db/s?sslmode=require | |",
                "postgres://db?ssl=true&sslrootcert=%2Fca%26.pem& | jdbc:postgresql://db/?ssl=true&sslrootcert=%2Fca%26.pem | |"
            })
    void aConnectionUriIsTranslatedForJdbc(String text, String jdbcUrl, String username, String password) {
        DatabaseUrl url = DatabaseUrl.parse("DATABASE_URL", text, null);

        assertThat(url.jdbcUrl()).isEqualTo(jdbcUrl);
        assertThat(url.username()).isEqualTo(username);
        assertThat(url.password()).isEqualTo(password);
    }

    @ParameterizedTest
    @CsvSource({"shop,shop", "Shop,\"Shop\"", "my shop,\"my shop\"", "'a,b','\"a,b\"'", "a\"b,\"a\"\"b\""})
    void theSchemaIsQuotedIfNecessary(String schema, String currentSchema) {
        String url = DatabaseUrl.parse("DATABASE_URL", "postgres://[::1]/s?sslmode=disable", schema)
                .jdbcUrl();

        assertThat(Driver.parseURL(url, null))
                .containsEntry("currentSchema", currentSchema)
                .containsEntry("sslmode", "disable")
                .containsEntry("PGHOST", "[::1]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://u:hunter2@db/shop",
                "postgres:u:hunter2@db",
                "postgres://u:hunter2/x@db/shop",
                "postgres://u:hunter2#x@db/shop",
                "postgres://u:hunter2%zz@db/shop",
                "postgres://u:hunter2@db:port/shop",
                "postgres://u:hunter2@db:99999/shop",
                "postgres://u:hunter2@::1/shop",
                "hunter2"
            })
    void aMalformedUrlIsRejectedWithoutRepeatingIt(String text) {
        assertThatThrownBy(() -> DatabaseUrl.parse("DATABASE_URL", text, null))
                .isInstanceOf(StartupException.class)
                .hasMessage("DATABASE_URL is malformed.")
                .hasNoCause()
                .extracting(refused -> ((StartupException) refused).action())
                .asString()
                .doesNotContain("hunter2");
    }

    @Test
    void toStringHasNoPassword() {
        assertThat(DatabaseUrl.parse("DATABASE_URL", "postgres://u:hunter2@db/shop?password=hunter2", null))
                .asString()
                .doesNotContain("hunter2");
    }
}
