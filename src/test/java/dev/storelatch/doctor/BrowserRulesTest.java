package dev.storelatch.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.browser.Chromium;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.chrome.ChromeDriver;

/** Chromium keeps and sends a cookie, or does not, as the rules say. */
@Tag("browser")
class BrowserRulesTest {

    private static final String[] ARGUMENTS = {
        "--ignore-certificate-errors", "--host-resolver-rules=MAP *.example 127.0.0.1, MAP *.vercel.app 127.0.0.1"
    };

    @SuppressWarnings("NullAway.Init") // before the tests, unless they are skipped
    private static CookieServer server;

    @SuppressWarnings("NullAway.Init") // before the tests, unless they are skipped
    private static ChromeDriver browser;

    @SuppressWarnings("NullAway.Init") // before the tests, unless they are skipped
    private static ChromeDriver blockingBrowser;

    @BeforeAll
    static void startTheBrowsers(@TempDir Path directory) throws Exception {
        server = new CookieServer(directory);
        browser = Chromium.start(Chromium.profile(directory.resolve("default"), false), ARGUMENTS);
        blockingBrowser = Chromium.start(Chromium.profile(directory.resolve("blocking"), true), ARGUMENTS);
    }

    @AfterAll
    static void endTheBrowsers() {
        Stream.of(browser, blockingBrowser).filter(started -> started != null).forEach(ChromeDriver::quit);
        if (server != null) {
            server.close();
        }
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "https://www.shop.example, https://api.shop.example, ; Secure; SameSite=Lax, sent, -",
                "https://www.shop.example, https://api.shop.example, ; Secure; SameSite=Strict, sent, -",
                "https://www.shop.example, https://api.shop.example, ; Secure; SameSite=None, sent, NONE_ON_SAME_SITE",
                "https://www.shop.example, https://api.backend.example, ; Secure; SameSite=Lax, not sent, CROSS_SITE",
                "https://www.shop.example, https://api.backend.example, ; Secure; SameSite=Strict, not sent, CROSS_SITE",
                "https://my-shop.vercel.app, https://my-api.vercel.app, ; Secure; SameSite=Lax, not sent, CROSS_SITE",
                "http://www.shop.example, https://api.shop.example, ; Secure; SameSite=Lax, not sent, CROSS_SITE",
                "http://localhost, http://127.0.0.1, ; SameSite=Lax, not sent, CROSS_SITE",
                "http://shop.localhost, http://api.localhost, ; SameSite=Lax, not sent, CROSS_SITE",
                "http://localhost, http://localhost, ; SameSite=Lax, sent, -",
                "http://localhost, http://localhost, ; Secure; SameSite=Lax, sent, SECURE_ON_LOCALHOST",
                "http://www.shop.example, http://api.shop.example, ; SameSite=Lax, sent, PLAIN_HTTP",
                "http://www.shop.example, http://api.shop.example, ; Secure; SameSite=Lax, not sent, SECURE_OVER_HTTP",
                "https://www.shop.example, http://api.shop.example, ; SameSite=Lax, not sent, MIXED_CONTENT",
                "https://www.shop.example, https://api.shop.example, ; SameSite=None, not sent, SECURE_REQUIRED",
                "https://www.shop.example, https://api.shop.example, ; Domain=shop.example; Secure; SameSite=Lax, sent, DOMAIN_SHARES_COOKIE",
                "https://www.shop.example, https://api.shop.example, ; Domain=other.example; Secure; SameSite=Lax, not sent, DOMAIN_OF_ANOTHER_HOST",
                "https://my-api.vercel.app, https://my-api.vercel.app, ; Domain=vercel.app; Secure; SameSite=Lax, not sent, DOMAIN_IS_PUBLIC_SUFFIX"
            })
    void theCookieIsKeptAsTheRulesSay(String page, String api, String attributes, String expected, String rule) {
        assertThat(outcome(browser, page, api, attributes)).isEqualTo(expected);

        List<Rule> rules = rules(page, api, attributes);
        if (rule == null) {
            assertThat(rules).isEmpty();
        } else {
            assertThat(rules).contains(Rule.valueOf(rule));
        }
        assertThat(rules.stream().anyMatch(found -> found.severity() == Severity.ERROR))
                .isEqualTo(expected.equals("not sent"));
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.shop.example, ; Secure; SameSite=Lax, sent, sent",
        "https://api.backend.example, ; Secure; SameSite=None, sent, not sent",
        "https://api.backend.example, ; Secure; Partitioned; SameSite=None, sent, sent"
    })
    void withThirdPartyCookiesBlockedAPartitionedOneIsKept(
            String api, String attributes, String byDefault, String blocked) {
        String page = "https://www.shop.example";

        assertThat(outcome(browser, page, api, attributes)).isEqualTo(byDefault);
        assertThat(outcome(blockingBrowser, page, api, attributes)).isEqualTo(blocked);
        assertThat(rules(page, api, attributes).contains(Rule.THIRD_PARTY_COOKIE))
                .isEqualTo(blocked.equals("not sent"));
    }

    /** Lets the page request the cookie and then send it. A request that the browser refuses sends nothing. */
    private static String outcome(ChromeDriver chromium, String page, String api, String attributes) {
        chromium.executeCdpCommand("Network.clearBrowserCookies", Map.of());
        chromium.get(server.at(page));
        return String.valueOf(chromium.executeAsyncScript(
                """
                const [api, attributes, done] = arguments;
                fetch(api + "/set?" + attributes, {credentials: "include"})
                    .then(() => fetch(api + "/get", {credentials: "include"}))
                    .then(answer => answer.text())
                    .then(done, () => done("not sent"));
                """,
                server.at(api),
                URLEncoder.encode(attributes, StandardCharsets.UTF_8).replace("+", "%20")));
    }

    private static List<Rule> rules(String page, String api, String attributes) {
        WebOrigin server = WebOrigin.parse(api);
        CookieAttributes cookie = SetCookie.parse("connect.sid=x" + attributes).attributes();
        Sites sites = new Sites();
        return Stream.concat(
                        new CookieRules(sites).check(cookie, server).stream(),
                        new PageRules(sites).check(WebOrigin.parse(page), server, cookie).stream())
                .map(Finding::rule)
                .toList();
    }
}
