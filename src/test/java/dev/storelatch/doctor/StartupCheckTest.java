package dev.storelatch.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.storelatch.core.StartupException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.env.MockEnvironment;

@ExtendWith(OutputCaptureExtension.class)
class StartupCheckTest {

    private static final String PUBLIC_URL = "storelatch.public-url";
    private static final String STORE = "storelatch.cors.store";
    private static final String SAME_SITE = "storelatch.session.cookie.same-site";

    @Test
    void settingsThatFitTogetherAreNotReported() {
        assertThat(rules(Map.of(
                        PUBLIC_URL, "https://api.shop.com",
                        STORE, "https://www.shop.com,http://localhost:8000",
                        SAME_SITE, "lax")))
                .isEmpty();
        assertThat(rules(Map.of(
                        STORE, "http://localhost:8000", SAME_SITE, "lax", "storelatch.session.cookie.secure", "false")))
                .isEmpty();
    }

    @Test
    void aListedOriginOnAnotherSiteIsReportedIfThePublicUrlIsKnown() {
        assertThat(rules(
                        Map.of(PUBLIC_URL, "https://api.backend.com", STORE, "https://www.shop.com", SAME_SITE, "lax")))
                .containsExactly(Rule.CROSS_SITE);
        assertThat(rules(Map.of(STORE, "https://www.shop.com", SAME_SITE, "lax")))
                .isEmpty();
    }

    @Test
    void originsOfBothRealmsAreChecked() {
        assertThat(rules(Map.of(
                        PUBLIC_URL,
                        "https://api.backend.com",
                        STORE,
                        "https://www.shop.com",
                        "storelatch.cors.admin",
                        "https://admin.shop.com",
                        SAME_SITE,
                        "none")))
                .containsExactly(Rule.THIRD_PARTY_COOKIE, Rule.THIRD_PARTY_COOKIE);
    }

    @Test
    void theDefaultListIsReportedInProductionOnly() {
        assertThat(rules(Map.of(STORE, "http://localhost:8000"))).containsExactly(Rule.LOCAL_ORIGINS_ONLY);
    }

    @Test
    void entriesThatAreNoWebPagesAreIgnored() {
        assertThat(rules(Map.of(
                        PUBLIC_URL, "https://api.shop.com", STORE, "capacitor://localhost,/^https:.*\\.shop\\.com$/")))
                .isEmpty();
    }

    @Test
    void eachContradictionIsOneWarning(CapturedOutput output) {
        new StartupCheck(environment(Map.of(STORE, "http://localhost:8000"))).warn();

        assertThat(output.getOut().lines().filter(line -> line.contains("WARN")))
                .singleElement()
                .asString()
                .contains("STORE_CORS is http://localhost:8000.", "(local-origins-only)");
    }

    @Test
    void originsWithHttpAreRefusedInProduction() {
        assertThatThrownBy(() -> new StartupCheck(environment(Map.of(STORE, "http://www.shop.com,https://shop.com"))))
                .isInstanceOfSatisfying(
                        StartupException.class,
                        refusal -> assertThat(refusal.action())
                                .isEqualTo("Serve these pages by https and write https://www.shop.com."))
                .hasMessage("STORE_CORS has entries with http: http://www.shop.com.");
        assertThat(rules(Map.of(
                        STORE, "http://www.shop.com", SAME_SITE, "lax", "storelatch.session.cookie.secure", "false")))
                .isEmpty();
    }

    @Test
    void aLongListDoesNotFillTheLog(CapturedOutput output) {
        String origins = IntStream.range(0, 500)
                .mapToObj("https://www.shop%d.com"::formatted)
                .collect(Collectors.joining(","));

        new StartupCheck(environment(Map.of(PUBLIC_URL, "https://api.shop1.com", STORE, origins))).warn();

        assertThat(output.getOut().lines().filter(line -> line.contains("WARN")))
                .hasSize(11);
        assertThat(output).contains("489 more like these");
    }

    @Test
    void aMalformedPublicUrlIsRefused() {
        assertThatThrownBy(() -> rules(Map.of(PUBLIC_URL, "api.shop.com")))
                .isInstanceOf(StartupException.class)
                .hasMessageStartingWith("storelatch.public-url is not an address: ");
    }

    private static List<Rule> rules(Map<String, String> settings) {
        return StartupCheck.findings(BrowserSettings.read(environment(settings))).stream()
                .map(Finding::rule)
                .toList();
    }

    private static MockEnvironment environment(Map<String, String> settings) {
        MockEnvironment environment = new MockEnvironment();
        settings.forEach(environment::setProperty);
        return environment;
    }
}
