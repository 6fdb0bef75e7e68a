package dev.storelatch.ops;

import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The names in an expression of Prometheus. */
final class PromQl {

    private static final Pattern TEXT = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
    private static final Pattern SELECTOR = Pattern.compile("([a-z_]\\w*)\\s*(?:\\{([^}]*)})?");
    private static final Pattern GROUPING = Pattern.compile("\\b(?:by|without|on|ignoring)\\s*\\(([^)]*)\\)");
    private static final Pattern DURATION = Pattern.compile("\\[[^]]*]");
    private static final Pattern LABEL = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "by", "without", "on", "ignoring", "bool");
    private static final Set<String> FUNCTIONS = Set.of(
            "absent",
            "changes",
            "histogram_quantile",
            "increase",
            "max",
            "min",
            "min_over_time",
            "rate",
            "sum",
            "topk");

    /** Labels that Prometheus adds to all series, and that of the buckets of a histogram. */
    private static final Set<String> COMMON = Set.of("job", "instance", "le");

    private PromQl() {}

    /** Returns what is wrong with the names of the expression. */
    static List<String> mistakes(String expression, Map<String, DocumentedMetrics.Metric> metrics) {
        String plain =
                DURATION.matcher(TEXT.matcher(expression).replaceAll("\"\"")).replaceAll("");
        List<String> mistakes = new ArrayList<>();
        Set<String> allLabels = new TreeSet<>(COMMON);
        String ungrouped = GROUPING.matcher(plain).replaceAll("");
        for (MatchResult selector : SELECTOR.matcher(ungrouped).results().toList()) {
            String name = selector.group(1);
            if (WORDS.contains(name) || FUNCTIONS.contains(name)) {
                continue;
            }
            DocumentedMetrics.Metric metric = find(name, metrics);
            if (metric == null) {
                mistakes.add("no metric " + name);
                continue;
            }
            allLabels.addAll(metric.labels());
            labels(selector.group(2))
                    .filter(label -> !COMMON.contains(label) && !metric.labels().contains(label))
                    .forEach(label -> mistakes.add(name + " has no label " + label));
        }
        Set<String> grouping = GROUPING.matcher(plain)
                .results()
                .flatMap(group -> Stream.of(group.group(1).split(",", -1)))
                .map(String::strip)
                .collect(toSet());
        grouping.removeAll(allLabels);
        grouping.forEach(label -> mistakes.add("no metric of the expression has the label " + label));
        return mistakes;
    }

    private static Stream<String> labels(@Nullable String selector) {
        return selector == null
                ? Stream.of()
                : LABEL.matcher(selector).results().map(label -> label.group(1));
    }

    private static DocumentedMetrics.@Nullable Metric find(String name, Map<String, DocumentedMetrics.Metric> metrics) {
        if (name.equals("up")) {
            return new DocumentedMetrics.Metric("gauge", Set.of());
        }
        DocumentedMetrics.Metric histogram = metrics.get(name.replaceFirst("_(bucket|count|sum)$", ""));
        return histogram != null && histogram.type().equals("histogram") ? histogram : metrics.get(name);
    }
}
