package dev.storelatch.request;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Parses dates in filters: ISO 8601 from the year alone to the nanosecond, RFC 1123, or seconds since 1970. */
final class DateParameter {

    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern("uuuu[-MM[-dd[['T'][' ']HH:mm[:ss")
            .appendOptional(new DateTimeFormatterBuilder()
                    .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
                    .toFormatter(Locale.ROOT))
            .appendPattern("]]]]")
            .appendOptional(DateTimeFormatter.ofPattern("XXX", Locale.ROOT))
            .parseDefaulting(ChronoField.MONTH_OF_YEAR, 1)
            .parseDefaulting(ChronoField.DAY_OF_MONTH, 1)
            .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
            .parseDefaulting(ChronoField.OFFSET_SECONDS, 0)
            .toFormatter(Locale.ROOT);

    // Dates out of this range are replaced by its bounds: no row is that old or new, and PostgreSQL accepts both.
    private static final OffsetDateTime EARLIEST = OffsetDateTime.of(1, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);
    private static final OffsetDateTime LATEST = OffsetDateTime.of(9999, 12, 31, 0, 0, 0, 0, ZoneOffset.UTC);
    private static final long LARGEST_JS_DATE_SECONDS = 8_640_000_000_000L;

    private DateParameter() {}

    static Optional<OffsetDateTime> parse(String text) {
        return Stream.of(ISO, DateTimeFormatter.RFC_1123_DATE_TIME)
                .flatMap(format -> parse(text, format).stream())
                .findFirst()
                .or(() -> seconds(JsNumber.parse(text)))
                .map(date -> date.isBefore(EARLIEST) ? EARLIEST : date.isAfter(LATEST) ? LATEST : date);
    }

    private static Optional<OffsetDateTime> parse(String text, DateTimeFormatter format) {
        try {
            return Optional.of(OffsetDateTime.from(format.parse(text)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<OffsetDateTime> seconds(double seconds) {
        return Math.abs(seconds) <= LARGEST_JS_DATE_SECONDS
                ? Optional.of(Instant.ofEpochMilli((long) (seconds * 1000)).atOffset(ZoneOffset.UTC))
                : Optional.empty();
    }
}
