package dev.storelatch.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The expected values are those of the npm package {@code qs} 6.14, but for the order of properties. */
class BracketedQueryTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a[b]=1&a=2     | {"a":{"b":"1","2":true}}
            a[b]=1&a[]=2   | {"a":{"b":"1","0":"2"}}
            a[b]=1&a[7]=2  | {"a":{"b":"1","7":"2"}}
            a=1&a=2&a[b]=3 | {"a":{"0":"1","1":"2","b":"3"}}
            """)
    void aParameterOfTwoFormsIsOneObject(String query, String expected) {
        assertThat(BracketedQuery.parse(new QueryString(query))).hasToString(expected);
    }

    /** Readers of the result call themselves for each level. */
    @Test
    void aParameterOfTwoFormsGetsNoFurtherLevels() {
        String query = "a[b]=1&a=2&".repeat(1_000);

        assertThat(BracketedQuery.parse(new QueryString(query)))
                .hasToString("{\"a\":{\"b\":[" + "\"1\",".repeat(999) + "\"1\"],\"2\":true}}");
    }
}
