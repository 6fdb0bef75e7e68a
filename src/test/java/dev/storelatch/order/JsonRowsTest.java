package dev.storelatch.order;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonRowsTest {

    @ParameterizedTest
    @CsvSource({
        "2026-11-24T02:01:40.225014+00:00, 2026-11-24T02:01:40.225Z",
        "2026-11-24T02:01:40.999999+00:00, 2026-11-24T02:01:40.999Z",
        "2026-11-24T02:01:40.1+00:00, 2026-11-24T02:01:40.100Z",
        "2026-11-24T02:01:40+00:00, 2026-11-24T02:01:40.000Z",
        "2026-03-29T03:30:00.123987+02:00, 2026-03-29T01:30:00.123Z",
        "2026-01-01T00:15:00+05:45, 2025-12-31T18:30:00.000Z",
    })
    void timesAreTruncatedToMillisecondsInUtc(String postgres, String javaScript) {
        assertThat(JsonRows.printTime(postgres)).isEqualTo(javaScript);
    }
}
