package dev.storelatch.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.mock.env.MockEnvironment;

class SettingsCheckTest {

    private static final String SECRET = "kT7mQ2vX9zB4nR6wL1pY8sD3fG5hJ0cA";

    @ParameterizedTest
    @CsvSource({
        "storelatch.thottle.attempts, storelatch.throttle.attempts",
        "storelatch.session.cookie.samesit, storelatch.session.cookie.same-site",
        "storelatch.token.secret, storelatch.token.secrets",
        "storelatch.edge.upstream.lifetme, storelatch.edge.upstream.lifetime",
        "storelatch.public.url, storelatch.public-url"
    })
    void anUnknownSettingIsNamedWithTheNearestOne(String unknown, String nearest) {
        assertThat(warnings(unknown, "x")).singleElement().asString().endsWith("The nearest one is " + nearest + ".");
    }

    @Test
    void anUnknownVariableIsNamed() {
        assertThat(warningsOfVariables(Map.of("STORELATCH_WEBHOK_URL", "hunter2")))
                .containsExactly("There is no setting storelatch.webhok.url; it has no effect."
                        + " The nearest one is storelatch.webhook.url.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "STORELATCH_TOKEN_LINKSECRETS",
                "STORELATCH_TOKEN_LINK_SECRETS",
                "STORELATCH_SESSION_COOKIE_SAMESITE",
                "STORELATCH_TOKEN_SECRETS_0",
                "STORELATCH_PUBLICURL",
                "STORELATCH_PUBLIC_URL",
                "STORELATCHED_X",
                "JWT_SECRET"
            })
    void aKnownVariableIsAccepted(String variable) {
        assertThat(warningsOfVariables(Map.of(variable, "x"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "storelatch.token.secrets",
                "storelatch.token.secrets[1]",
                "storelatch.publicUrl",
                "storelatch.links.password_reset"
            })
    void aKnownSettingIsAccepted(String name) {
        assertThat(warnings(name, "x")).isEmpty();
    }

    @Test
    void anEqualSecretOfTokensAndCookiesIsReported() {
        MockEnvironment environment = new MockEnvironment()
                .withProperty("storelatch.token.secrets", "newer-" + SECRET + "," + SECRET)
                .withProperty("storelatch.session.secrets", SECRET);

        assertThat(SettingsCheck.warnings(environment))
                .singleElement()
                .asString()
                .startsWith("JWT_SECRET and COOKIE_SECRET have the same secret")
                .doesNotContain(SECRET);
    }

    @Test
    void theDocumentationListsEverySettingAndNoOther() throws IOException {
        List<String> documented = Pattern.compile("`(storelatch(?:\\.[a-z0-9-]+)+)`")
                .matcher(String.join(
                        "\n",
                        Files.readAllLines(Path.of("docs/configuration.md")).stream()
                                .filter(line -> line.startsWith("| `storelatch"))
                                .map(line -> line.substring(0, line.indexOf('|', 2)))
                                .toList()))
                .results()
                .map(MatchResult::group)
                .map(name -> name.replace("`", ""))
                .distinct()
                .toList();

        assertThat(KnownSettings.read().names()).containsExactlyInAnyOrderElementsOf(documented);
    }

    private static List<String> warnings(String name, String value) {
        return SettingsCheck.warnings(new MockEnvironment().withProperty(name, value));
    }

    private static List<String> warningsOfVariables(Map<String, Object> variables) {
        StandardEnvironment environment = new StandardEnvironment();
        // Contains the settings of the tests.
        environment.getPropertySources().remove(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        return SettingsCheck.warnings(environment);
    }
}
