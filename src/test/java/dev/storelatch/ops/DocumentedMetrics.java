package dev.storelatch.ops;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The metrics that {@code docs/monitoring.md} lists. {@link ScrapeTest} compares them with those of a server. */
final class DocumentedMetrics {

    static final Path PAGE = Path.of("docs", "monitoring.md");

    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `(\\w+)(?:\\{([\\w,]+)})?`(?: ¹)? \\| (counter|gauge|histogram) \\|");

    private DocumentedMetrics() {}

    /**
     * A metric.
     *
     * @param type the type in Prometheus' format
     */
    record Metric(String type, Set<String> labels) {}

    /** Returns the metrics by name. */
    static Map<String, Metric> read() {
        Map<String, Metric> metrics = new TreeMap<>();
        for (Matcher row = ROW.matcher(page()); row.find(); ) {
            Set<String> labels = row.group(2) == null
                    ? Set.of()
                    : new TreeSet<>(Set.of(row.group(2).split(",", -1)));
            metrics.put(row.group(1), new Metric(row.group(3), labels));
        }
        return metrics;
    }

    static String page() {
        try {
            return Files.readString(PAGE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
