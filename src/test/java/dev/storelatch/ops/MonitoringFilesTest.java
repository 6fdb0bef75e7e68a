package dev.storelatch.ops;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.support.Machine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The dashboard and the alert rules name metrics that exist, and each alert has a paragraph in the documentation. */
class MonitoringFilesTest {

    private static final Path OPS = Path.of("ops");
    private static final Pattern PARAGRAPH = Pattern.compile("(?m)^### (Storelatch\\w+)\n\n\\S.{80}");

    private final Map<String, DocumentedMetrics.Metric> metrics = DocumentedMetrics.read();

    /** A rule of {@code ops/prometheus/alerts.yml}. */
    private record Alert(String name, String expression, String severity, String runbook) {

        @SuppressWarnings("unchecked")
        static Alert of(Map<String, Object> rule) {
            return new Alert(
                    (String) value(rule, "alert"),
                    (String) value(rule, "expr"),
                    value((Map<String, String>) value(rule, "labels"), "severity"),
                    value((Map<String, String>) value(rule, "annotations"), "runbook"));
        }

        private static <T> T value(Map<String, T> map, String key) {
            return Objects.requireNonNull(map.get(key), key);
        }
    }

    @Test
    void expressionsOfAlertsNameExistingMetrics() throws IOException {
        assertThat(alerts())
                .hasSizeGreaterThan(10)
                .allSatisfy(alert -> assertThat(PromQl.mistakes(alert.expression(), metrics))
                        .as(alert.name())
                        .isEmpty());
    }

    @Test
    void expressionsOfTheDashboardNameExistingMetrics() throws IOException {
        JsonNode dashboard = JsonMapper.shared().readTree(Files.readString(OPS.resolve("grafana/storelatch.json")));
        List<String> expressions = dashboard.findValuesAsString("expr");

        assertThat(expressions)
                .hasSizeGreaterThan(30)
                .allSatisfy(expression -> assertThat(PromQl.mistakes(expression, metrics))
                        .as(expression)
                        .isEmpty());
        assertThat(String.join("\n", expressions)).as("all of ours are shown").contains(ourMetrics());
    }

    @Test
    void eachAlertLeadsToItsParagraph() throws IOException {
        List<String> paragraphs = PARAGRAPH
                .matcher(DocumentedMetrics.page())
                .results()
                .map(heading -> heading.group(1))
                .toList();

        assertThat(alerts()).extracting(Alert::name).containsExactlyElementsOf(paragraphs);
        assertThat(alerts()).allSatisfy(alert -> {
            assertThat(alert.runbook())
                    .isEqualTo("docs/monitoring.md#" + alert.name().toLowerCase(Locale.ROOT));
            assertThat(alert.severity()).isIn("critical", "warning");
        });
    }

    @Test
    void eachAlertHasATestThatRaisesItAndOneThatDoesNot() throws IOException {
        String tests = Files.readString(OPS.resolve("prometheus/alerts_test.yml"));

        assertThat(alerts())
                .allSatisfy(alert -> assertThat(tests)
                        .contains(
                                "- name: " + alert.name() + " is raised",
                                "alertname: " + alert.name() + "\n        exp_alerts: []"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"check rules alerts.yml", "test rules alerts_test.yml"})
    void promtoolAcceptsTheRulesAndTheirTests(String arguments) throws Exception {
        Path promtool = Machine.program("promtool (Debian's package prometheus)", "promtool");
        Process process = new ProcessBuilder((promtool + " " + arguments).split(" ", -1))
                .directory(OPS.resolve("prometheus").toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        assertThat(output).contains("SUCCESS");
    }

    @Test
    void unknownNamesAreFound() {
        assertThat(PromQl.mistakes("rate(storelatch_logins_total{realm=\"store\"}[5m]) > 0", metrics))
                .isEmpty();
        assertThat(PromQl.mistakes("sum by (wey) (rate(storelatch_logins_total{relm=\"store\"}[5m]))", metrics))
                .containsExactly(
                        "storelatch_logins_total has no label relm", "no metric of the expression has the label wey");
        assertThat(PromQl.mistakes("max(storelatch_login_total)", metrics))
                .containsExactly("no metric storelatch_login_total");
    }

    private List<String> ourMetrics() {
        return metrics.keySet().stream()
                .filter(name -> name.startsWith("storelatch_"))
                // Its probes are shown by what they measure.
                .filter(name -> !name.equals("storelatch_revocation_probes_total"))
                .toList();
    }

    private static List<Alert> alerts() throws IOException {
        Map<String, List<Map<String, List<Map<String, Object>>>>> file =
                new Yaml().load(Files.readString(OPS.resolve("prometheus/alerts.yml")));
        return requireNonNull(requireNonNull(file.get("groups")).get(0).get("rules")).stream()
                .map(Alert::of)
                .toList();
    }
}
