package dev.storelatch.ops;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The files for Kubernetes are valid, agree with each other, and name settings and routes that exist. */
class KubernetesFilesTest {

    private static final Path FILES = Path.of("ops", "kubernetes");
    private static final Pattern VARIABLE = Pattern.compile("(?m)^([A-Z0-9_]+)=(.*)$");
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String APP = "app.kubernetes.io/name";

    /** Checks a resource by the models of Kubernetes' own client: unknown, missing and mistyped fields. */
    private interface Schema {
        void check(JsonElement resource) throws IOException;
    }

    private static final Map<String, Schema> SCHEMAS = Map.of(
            "Deployment", V1Deployment::validateJsonElement,
            "NetworkPolicy", V1NetworkPolicy::validateJsonElement,
            "PodDisruptionBudget", V1PodDisruptionBudget::validateJsonElement,
            "Service", V1Service::validateJsonElement);

    @ParameterizedTest
    @CsvSource({
        "deployment, apps/v1, Deployment",
        "networkpolicy, networking.k8s.io/v1, NetworkPolicy",
        "poddisruptionbudget, policy/v1, PodDisruptionBudget",
        "service, v1, Service"
    })
    void resourcesFollowTheirSchema(String file, String version, String kind) throws IOException {
        JsonNode resource = yaml(file);

        assertThat(resource.path("apiVersion").asString()).isEqualTo(version);
        assertThat(resource.path("kind").asString()).isEqualTo(kind);
        schema(kind).check(JsonParser.parseString(resource.toString()));
    }

    @ParameterizedTest
    @CsvSource({"failureThreshold, failureTreshold", "image, imgae", "selector, selectors", "replicas, replica"})
    void aMistypedFieldIsFound(String field, String mistyped) throws IOException {
        String resource = yaml("deployment").toString();
        String wrong = resource.replace("\"" + field + "\":", "\"" + mistyped + "\":");

        assertThat(wrong).isNotEqualTo(resource);
        assertThatThrownBy(() -> schema("Deployment").check(JsonParser.parseString(wrong)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(mistyped);
    }

    @Test
    void theKustomizationNamesAllFiles() throws IOException {
        JsonNode kustomization = yaml("kustomization");
        Set<String> resources;
        try (Stream<Path> files = Files.list(FILES)) {
            resources = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml") && !name.equals("kustomization.yaml"))
                    .collect(toSet());
        }

        assertThat(texts(kustomization.path("resources"))).containsExactlyInAnyOrderElementsOf(resources);
        assertThat(kustomization.at("/configMapGenerator/0/envs/0").asString()).isEqualTo("config.env");
        assertThat(kustomization.at("/secretGenerator/0/envs/0").asString()).isEqualTo("secret.env");
        assertThat(container().at("/envFrom/0/configMapRef/name"))
                .isEqualTo(kustomization.at("/configMapGenerator/0/name"));
        assertThat(container().at("/envFrom/1/secretRef/name")).isEqualTo(kustomization.at("/secretGenerator/0/name"));
        assertThat(container().path("image")).isEqualTo(kustomization.at("/images/0/name"));
        assertThat(Files.readString(Path.of(".gitignore"))).contains("/ops/kubernetes/secret.env\n");
    }

    @Test
    void variablesAreSettingsThatExist() throws IOException {
        Set<String> settings = settings();

        assertThat(variables().keySet())
                .contains("DATABASE_URL", "STORELATCH_SHUTDOWN_DELAY")
                .allMatch(settings::contains);
    }

    @Test
    void portsProbesAndSelectorsAgree() throws IOException {
        JsonNode deployment = yaml("deployment");
        JsonNode app = deployment.at("/spec/template/metadata/labels").path(APP);
        Set<String> ports = new HashSet<>(container().path("ports").findValuesAsString("name"));

        assertThat(ports).containsExactlyInAnyOrder("http", "management");
        assertThat(container().at("/ports/1/containerPort").asString())
                .isEqualTo(variables().get("MANAGEMENT_SERVER_PORT"))
                .isEqualTo(deployment
                        .at("/spec/template/metadata/annotations")
                        .path("prometheus.io/port")
                        .asString());
        assertThat(container().at("/startupProbe/httpGet/path").asString()).isEqualTo("/health");
        assertThat(container().at("/livenessProbe/httpGet/path").asString()).isEqualTo("/health");
        assertThat(container().at("/readinessProbe/httpGet/path").asString()).isEqualTo("/health/ready");
        assertThat(container().findValues("httpGet"))
                .extracting(probe -> probe.path("port").asString())
                .containsOnly("http");
        assertThat(yaml("service").at("/spec/ports/0/targetPort").asString()).isEqualTo("http");
        assertThat(yaml("networkpolicy").at("/spec/ingress").findValuesAsString("port"))
                .containsExactlyInAnyOrderElementsOf(ports);
        assertThat(deployment.at("/spec/selector/matchLabels").path(APP)).isEqualTo(app);
        assertThat(yaml("service").at("/spec/selector").path(APP)).isEqualTo(app);
        assertThat(yaml("poddisruptionbudget").at("/spec/selector/matchLabels").path(APP))
                .isEqualTo(app);
        assertThat(yaml("networkpolicy").at("/spec/podSelector/matchLabels").path(APP))
                .isEqualTo(app);
    }

    /** No request is lost only if the server may finish, and readiness has been noticed before it stops. */
    @Test
    void theServerHasTimeToStop() throws IOException {
        Duration delay = Duration.parse("PT" + variables().get("STORELATCH_SHUTDOWN_DELAY"));
        JsonNode readiness = container().path("readinessProbe");

        assertThat(delay)
                .isGreaterThan(
                        Duration.ofSeconds(readiness.path("periodSeconds").asInt()
                                * readiness.path("failureThreshold").asLong()));
        assertThat(Duration.ofSeconds(yaml("deployment")
                        .at("/spec/template/spec/terminationGracePeriodSeconds")
                        .asInt()))
                .isGreaterThanOrEqualTo(delay.plusSeconds(35));
        assertThat(yaml("deployment")
                        .at("/spec/strategy/rollingUpdate/maxUnavailable")
                        .asInt(-1))
                .isZero();
    }

    @Test
    void theContainerIsConfined() throws IOException {
        JsonNode pod = yaml("deployment").at("/spec/template/spec");

        assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
        assertThat(Files.readString(Path.of("Dockerfile")))
                .contains("USER " + pod.at("/securityContext/runAsUser").asString() + "\n");
        assertThat(container().at("/securityContext/readOnlyRootFilesystem").asBoolean())
                .isTrue();
        assertThat(container().at("/securityContext/allowPrivilegeEscalation").asBoolean(true))
                .isFalse();
        assertThat(container().at("/volumeMounts/0/mountPath").asString()).isEqualTo("/tmp");
        assertThat(container().at("/resources/limits/memory").asString()).isEqualTo("512Mi");
        assertThat(Files.readString(Path.of("Dockerfile"))).contains("-XX:MaxRAMPercentage=50");
        assertThat(pod.path("enableServiceLinks").asBoolean(true)).isFalse();
    }

    private static JsonNode container() throws IOException {
        return yaml("deployment").at("/spec/template/spec/containers/0");
    }

    private static JsonNode yaml(String file) throws IOException {
        Object content = new Yaml().load(Files.readString(FILES.resolve(file + ".yaml")));
        return JSON.valueToTree(content);
    }

    private static Schema schema(String kind) {
        return Objects.requireNonNull(SCHEMAS.get(kind), kind);
    }

    private static Map<String, String> variables() throws IOException {
        return Stream.of("config.env", "secret.env.example")
                .flatMap(file -> VARIABLE.matcher(read(FILES.resolve(file))).results())
                .collect(toMap(match -> match.group(1), match -> match.group(2)));
    }

    /** Returns the variables of all settings, ours and Spring Boot's, and of those that Medusa knows. */
    private static Set<String> settings() throws IOException {
        Set<String> names = new HashSet<>();
        for (URL metadata : Collections.list(KubernetesFilesTest.class
                .getClassLoader()
                .getResources("META-INF/spring-configuration-metadata.json"))) {
            try (var content = metadata.openStream()) {
                JSON.readTree(content).path("properties").findValuesAsString("name").stream()
                        .map(name -> name.replace('.', '_').replace("-", "").toUpperCase(Locale.ROOT))
                        .forEach(names::add);
            }
        }
        Pattern.compile("\\| `([A-Z_]+)` \\|")
                .matcher(read(Path.of("docs", "configuration.md")))
                .results()
                .forEach(name -> names.add(name.group(1)));
        return names;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).toList();
    }
}
