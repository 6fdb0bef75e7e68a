package dev.storelatch.ops;

import static io.restassured.RestAssured.given;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.storelatch.ops.DocumentedMetrics.Metric;
import dev.storelatch.support.Api;
import dev.storelatch.support.ServerTest;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.test.context.TestPropertySource;

/** The metrics of a server are those that the documentation lists, with these labels. */
@ServerTest
@TestPropertySource(properties = "management.server.port=0")
class ScrapeTest {

    private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\w+) (\\w+)$");
    private static final Pattern SAMPLE = Pattern.compile("(?m)^(\\w+?)(?:\\{(.*)})? \\S+$");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"(?:[^\"\\\\]|\\\\.)*\"");

    /** Metrics without a value here: no notice was dropped, and the check for data breaches is off. */
    private static final Map<String, Metric> ABSENT = Map.of(
            "storelatch_outbox_dropped_total", new Metric("counter", Set.of("channel", "reason")),
            "storelatch_password_breach_checks_total", new Metric("counter", Set.of("outcome")));

    @Autowired
    Api api;

    @Autowired
    MeterRegistry meters;

    @LocalManagementPort
    int managementPort;

    @BeforeEach
    void makeARequest() {
        api.register();
        await().until(() -> !meters.find("http.server.requests").meters().isEmpty());
    }

    @Test
    void metricsOfTheServerAreDocumentedAndDocumentedOnesExist() {
        Map<String, Metric> scraped = scrape();
        scraped.keySet().removeIf(name -> !isOurs(name));
        Map<String, Metric> documented = DocumentedMetrics.read();
        documented.keySet().removeIf(name -> !isOurs(name));
        ABSENT.forEach(scraped::putIfAbsent);

        assertThat(scraped).containsExactlyInAnyOrderEntriesOf(documented);
    }

    @Test
    void metricsOfLibrariesThatAreDocumentedExist() {
        Map<String, Metric> scraped = scrape();

        assertThat(DocumentedMetrics.read().entrySet())
                .filteredOn(metric -> !isOurs(metric.getKey()))
                .isNotEmpty()
                .allSatisfy(metric -> assertThat(scraped).containsEntry(metric.getKey(), metric.getValue()));
    }

    @Test
    void otherMetricsBeginWithADocumentedPrefix() {
        String sentence = DocumentedMetrics.page()
                .replaceFirst("(?s).*Others begin with", "")
                .replaceFirst("(?s)\\bas .*", "");
        Set<String> prefixes = Pattern.compile("`(\\w+_)`")
                .matcher(sentence)
                .results()
                .map(name -> name.group(1))
                .collect(toSet());
        Set<String> others = scrape().keySet();
        others.removeAll(DocumentedMetrics.read().keySet());

        assertThat(others).allMatch(name -> prefixes.stream().anyMatch(name::startsWith));
        if (Runtime.version().feature() >= 21) { // virtual threads, which no executor holds
            prefixes.remove("executor_");
        }
        assertThat(prefixes).allSatisfy(prefix -> assertThat(others).anyMatch(name -> name.startsWith(prefix)));
    }

    private static boolean isOurs(String name) {
        return name.startsWith("storelatch_") || name.startsWith("http_");
    }

    /** Returns the metrics by name, each with all labels of its values but the bounds of histograms. */
    private Map<String, Metric> scrape() {
        String text = given().port(managementPort).get("/actuator/prometheus").asString();
        Map<String, Metric> metrics = new TreeMap<>();
        TYPE.matcher(text)
                .results()
                .forEach(type -> metrics.put(type.group(1), new Metric(type.group(2), new TreeSet<>())));
        SAMPLE.matcher(text).results().forEach(sample -> {
            String name = metrics.containsKey(sample.group(1))
                    ? sample.group(1)
                    : sample.group(1).replaceFirst("_(bucket|count|sum)$", "");
            Metric metric = Objects.requireNonNull(metrics.get(name), name);
            if (sample.group(2) != null) {
                LABEL.matcher(sample.group(2))
                        .results()
                        .map(label -> label.group(1))
                        .filter(label -> !label.equals("le"))
                        .forEach(metric.labels()::add);
            }
        });
        return metrics;
    }
}
