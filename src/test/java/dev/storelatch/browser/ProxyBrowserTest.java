package dev.storelatch.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.support.AdminApi;
import dev.storelatch.support.Api;
import dev.storelatch.support.MedusaUpstream;
import dev.storelatch.support.MedusaUpstream.Received;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.chrome.ChromeDriver;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * A dashboard on port 7000 and a storefront on port 8000 of localhost, in a real browser, with one URL for log-in and
 * everything else: that of a proxy. The browser maps the ports, so that they need not be free.
 */
@ProxiedServerTest
class ProxyBrowserTest {

    private static final String CROSS_SITE = "http://attacker.example";
    private static final String SAME_SITE = "http://localhost:7777";
    private static final Pattern ID = Pattern.compile("\"id\":\"((?:cart|cus)_[^\"]+)\"");
    private static final Pattern CUSTOMER = Pattern.compile("\"customer_id\":(null|\"[^\"]+\")");

    @Autowired
    Api api;

    @Autowired
    AdminApi admins;

    @TempDir
    Path folder;

    private final ShopPage page = new ShopPage();
    private final MedusaUpstream upstream =
            new MedusaUpstream(ProxiedServerTest.UPSTREAM_SECRET, ProxiedServerTest.SHOP, ProxiedServerTest.DASHBOARD);

    @SuppressWarnings("NullAway.Init") // by each test, unless it is skipped
    private ReverseProxy proxy;

    @SuppressWarnings("NullAway.Init") // by each test, unless it is skipped
    private ChromeDriver browser;

    @SuppressWarnings("NullAway.Init") // by each test, unless it is skipped
    private PageRequests requests;

    @AfterEach
    void stop() {
        if (browser != null) {
            browser.quit();
        }
        if (proxy != null) {
            proxy.close();
        }
        upstream.close();
        page.close();
    }

    @ParameterizedTest
    @EnumSource
    void aDashboardLogsInReadsProductsOfTheBackendAndLogsOut(ReverseProxy.Program program) throws IOException {
        start(program);
        AdminApi.User user = admins.add();
        browser.get(ProxiedServerTest.DASHBOARD);

        assertThat(products()).isEqualTo("401");
        assertThat(logIn(user)).startsWith("200").contains(user.id());
        assertThat(products()).startsWith("200").contains("Medusa Coffee Mug");
        assertThat(upstream.lastReceived().header("X-Storelatch-Id")).contains(user.id());

        assertThat(requests.fetch("DELETE", "/admin/auth")).isEqualTo("200");
        assertThat(products()).isEqualTo("401");
    }

    @ParameterizedTest
    @EnumSource
    void tenPagesOfTheBackendLaterTheUserIsStillLoggedIn(ReverseProxy.Program program) throws IOException {
        start(program);
        AdminApi.User user = admins.add();
        browser.get(ProxiedServerTest.DASHBOARD);
        assertThat(logIn(user)).startsWith("200");
        Cookie session = cookie("connect.sid");

        for (int page = 0; page < 10; page++) {
            assertThat(products()).startsWith("200");
            assertThat(requests.fetch("POST", "/admin/products", "{}")).startsWith("200");
        }

        assertThat(cookie("connect.sid").getValue()).isEqualTo(session.getValue());
        assertThat(browser.manage().getCookies())
                .extracting(Cookie::getName)
                .containsExactlyInAnyOrder("connect.sid", "storelatch.device", "region", "theme");
        assertThat(upstream.lastReceived().header("Cookie").orElseThrow().split("; ", -1))
                .containsExactlyInAnyOrder("theme=dark", "region=eu");
        assertThat(requests.fetch("GET", "/admin/auth")).startsWith("200").contains(user.id());
    }

    @ParameterizedTest
    @EnumSource
    void anotherOriginGetsNothing(ReverseProxy.Program program) throws IOException {
        start(program);
        AdminApi.User user = admins.add();
        browser.get(ProxiedServerTest.DASHBOARD);
        assertThat(logIn(user)).startsWith("200");

        for (String attacker : new String[] {SAME_SITE, CROSS_SITE}) {
            browser.get(attacker);
            assertThat(products()).isEqualTo("TypeError");
            assertThat(requests.fetch("POST", "/admin/products", "{}")).isEqualTo("TypeError");
            assertThat(requests.fetch("GET", "/verify/admin")).isEqualTo("TypeError");
            assertThat(postWithoutCors("/admin/products")).isEqualTo("opaque");
        }

        assertThat(upstream.received()).filteredOn(Received::method, "POST").isEmpty();
        browser.get(ProxiedServerTest.DASHBOARD);
        assertThat(requests.fetch("GET", "/verify/admin")).isEqualTo("TypeError");
        assertThat(products()).startsWith("200");
    }

    @ParameterizedTest
    @EnumSource
    void aStorefrontSellsToAnonymousVisitorsAndToCustomers(ReverseProxy.Program program) throws IOException {
        start(program);
        browser.get(ProxiedServerTest.SHOP);

        assertThat(requests.fetch("GET", "/store/products")).startsWith("200").contains("Medusa Coffee Mug");
        String created = requests.fetch("POST", "/store/carts", "{}");
        String cart = "/store/carts/" + id(created);
        assertThat(customer(created)).isEqualTo("null");
        assertThat(requests.fetch("POST", cart + "/line-items", "{\"variant_id\":\"variant_1\"}"))
                .contains("variant_1");

        String registered = requests.fetch("POST", "/store/customers", """
                {"email":"%s","password":"correct horse","first_name":"Ada","last_name":"Lovelace"}
                """.formatted(Api.newEmail()));
        assertThat(registered).startsWith("200");
        String customer = "\"" + id(registered) + "\"";
        assertThat(customer(requests.fetch("GET", cart))).isEqualTo(customer);
        assertThat(customer(requests.fetch("POST", cart + "/complete", "{}"))).isEqualTo(customer);

        assertThat(requests.fetch("DELETE", "/store/auth")).isEqualTo("200");
        assertThat(requests.fetch("GET", "/store/customers/me")).isEqualTo("401");
        assertThat(customer(requests.fetch("POST", "/store/carts", "{}"))).isEqualTo("null");
    }

    private void start(ReverseProxy.Program program) throws IOException {
        proxy = program.start(Files.createDirectory(folder.resolve("proxy")), api.port(), upstream.port());
        String port = page.origin().substring(page.origin().lastIndexOf(':') + 1);
        browser = Chromium.start(
                Files.createDirectory(folder.resolve("browser")),
                Set.of("localhost:8000", "localhost:7000", "localhost:7777", "attacker.example:80").stream()
                        .map(host -> "MAP " + host + " localhost:" + port)
                        .collect(Collectors.joining(",", "--host-resolver-rules=", "")));
        requests = new PageRequests(browser, "http://localhost:" + proxy.port());
    }

    private String logIn(AdminApi.User user) {
        return requests.logIn("/admin/auth", user.email(), user.password());
    }

    private String products() {
        return requests.fetch("GET", "/admin/products");
    }

    private String postWithoutCors(String path) {
        return String.valueOf(browser.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                fetch(arguments[0], {method: "POST", mode: "no-cors", credentials: "include", body: "{}"})
                    .then(answer => done(answer.type), error => done(error.name));
                """, "http://localhost:" + proxy.port() + path));
    }

    private Cookie cookie(String name) {
        Cookie cookie = browser.manage().getCookieNamed(name);
        if (cookie == null) {
            throw new AssertionError("the browser has no cookie " + name);
        }
        return cookie;
    }

    private static String id(String response) {
        return first(ID, response);
    }

    private static String customer(String response) {
        return first(CUSTOMER, response);
    }

    private static String first(Pattern pattern, String response) {
        Matcher found = pattern.matcher(response);
        if (!found.find()) {
            throw new AssertionError(pattern + " is not in " + response);
        }
        return found.group(1);
    }
}
