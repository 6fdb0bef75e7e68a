package dev.storelatch.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.storelatch.doctor.TlsProxy;
import dev.storelatch.doctor.TlsProxy.Exchange;
import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.ServerTest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/**
 * What pages of another site and of a sibling sub-domain can do to a customer whose cookie is {@code SameSite=None; Secure},
 * in a real browser that has nothing against third-party cookies.
 */
@ServerTest
@Tag("browser")
@TestPropertySource(
        properties = {
            "storelatch.cors.store=/^https://www[.]shop[.]example:[0-9]+$/",
            "storelatch.session.cookie.secure=true",
            "storelatch.session.cookie.same-site=none"
        })
class CrossSiteAttackTest {

    private static final String SHOP = "https://www.shop.example";
    private static final String API = "https://api.shop.example";
    private static final String STRANGER = "https://stranger.example";
    private static final String SIBLING = "https://forum.shop.example";

    private static final String ME = "/store/customers/me";

    /** Functions for the attackers' scripts. */
    private static final String FUNCTIONS = """
            const [api, email, password] = arguments;
            const mallory = JSON.stringify({first_name: "Mallory"});
            const credentials = JSON.stringify({email, password});
            const form = (method, path, enctype, fields) => {
                const form = Object.assign(document.createElement("form"), {method, action: api + path, enctype});
                for (const [name, value] of Object.entries(fields)) {
                    form.append(Object.assign(document.createElement("input"), {name, value}));
                }
                document.body.append(form);
                form.submit();
            };
            const jsonForm = (path, json) =>
                form("POST", path, "text/plain", {[json.slice(0, -1) + ',"x":"']: '"}'});
            const request = (path, options) => {
                fetch(api + path, {credentials: "include", ...options}).then(
                    answer => { window.outcome = answer.type; },
                    error => { window.outcome = error.name; });
            };
            const sandboxed = (permissions, script) => {
                const frame = document.createElement("iframe");
                frame.sandbox = permissions;
                frame.srcdoc = "<body><script>" + script + "</" + "script>";
                document.body.append(frame);
            };
            """;

    /** An attack with the cookie, and the last request of it that reaches the server. */
    enum Attack {
        URL_ENCODED_FORM(
                STRANGER,
                "form('POST', '/store/customers/me', 'application/x-www-form-urlencoded', {first_name: 'Mallory'})",
                "POST /store/customers/me 403"),
        MULTIPART_FORM(
                STRANGER,
                "form('POST', '/store/customers/me', 'multipart/form-data', {first_name: 'Mallory'})",
                "POST /store/customers/me 403"),
        PLAIN_TEXT_FORM_WITH_JSON(STRANGER, "jsonForm('/store/customers/me', mallory)", "POST /store/customers/me 403"),
        FETCH_OF_PLAIN_TEXT_WITH_JSON(
                STRANGER,
                "request('/store/customers/me', {method: 'POST', mode: 'no-cors', body: mallory})",
                "POST /store/customers/me 403"),
        FETCH_OF_JSON_IS_STOPPED_BY_THE_PREFLIGHT(
                STRANGER,
                "request('/store/customers/me', {method: 'POST', body: mallory,"
                        + " headers: {'Content-Type': 'application/json'}})",
                "OPTIONS /store/customers/me 204"),
        FETCH_THAT_LOGS_OUT_IS_STOPPED_BY_THE_PREFLIGHT(
                STRANGER, "request('/store/auth', {method: 'DELETE'})", "OPTIONS /store/auth 204"),
        FETCH_THAT_READS(STRANGER, "request('/store/customers/me', {})", "GET /store/customers/me 200"),
        FETCH_IN_A_SANDBOXED_FRAME(
                STRANGER,
                "sandboxed('allow-scripts', `fetch('${api}/store/customers/me',"
                        + " {method: 'POST', mode: 'no-cors', credentials: 'include', body: '${mallory}'})`)",
                "POST /store/customers/me 403"),
        FORM_IN_A_SANDBOXED_FRAME(
                STRANGER,
                "sandboxed('allow-scripts allow-forms', `document.body.innerHTML ="
                        + " '<form method=POST action=${api}/store/customers/me><input name=first_name value=Mallory></form>';"
                        + " document.forms[0].submit()`)",
                "POST /store/customers/me 403"),
        FORM_OF_A_SIBLING_SUBDOMAIN(
                SIBLING, "jsonForm('/store/customers/me', mallory)", "POST /store/customers/me 403"),
        FETCH_OF_A_SIBLING_SUBDOMAIN(
                SIBLING,
                "request('/store/customers/me', {method: 'POST', mode: 'no-cors', body: mallory})",
                "POST /store/customers/me 403"),
        FETCH_OF_A_SIBLING_SUBDOMAIN_THAT_READS(
                SIBLING, "request('/store/customers/me', {})", "GET /store/customers/me 200"),
        TOP_LEVEL_NAVIGATION(
                STRANGER,
                "location = api + '/store/customers/me?first_name=Mallory&_method=POST'",
                "GET /store/customers/me 200"),
        LOG_IN_BY_FORM(STRANGER, "jsonForm('/store/auth', credentials)", "POST /store/auth 403"),
        LOG_IN_BY_FETCH(
                STRANGER,
                "request('/store/auth', {method: 'POST', mode: 'no-cors', body: credentials})",
                "POST /store/auth 403"),
        LOG_OUT_BY_FORM(
                STRANGER,
                "form('POST', '/store/auth?_method=DELETE', 'application/x-www-form-urlencoded', {_method: 'DELETE'})",
                "POST /store/auth 403"),
        REGISTRATION_BY_FORM(STRANGER, "jsonForm('/store/customers', credentials)", "POST /store/customers 403");

        private final String site;
        private final String script;
        private final String lastRequest;

        Attack(String site, String script, String lastRequest) {
            this.site = site;
            this.script = script;
            this.lastRequest = lastRequest;
        }
    }

    @SuppressWarnings("NullAway.Init") // before the tests, unless they are skipped
    private static TlsProxy proxy;

    @SuppressWarnings("NullAway.Init") // before the tests, unless they are skipped
    private static ChromeDriver browser;

    @Autowired
    private Api api;

    @Autowired
    private JdbcClient jdbc;

    @BeforeAll
    static void startTheBrowser(@TempDir Path directory, @Autowired Api api) throws Exception {
        browser = Chromium.start(
                Chromium.profile(directory.resolve("profile"), false),
                "--ignore-certificate-errors",
                "--host-resolver-rules=MAP *.example 127.0.0.1");
        proxy = new TlsProxy(directory, api.port());
        proxy.answer(CrossSiteAttackTest::page);
    }

    @AfterAll
    static void endTheBrowser() {
        if (browser != null) {
            browser.quit();
        }
        if (proxy != null) {
            proxy.close();
        }
    }

    @BeforeEach
    void forgetCookies() {
        browser.executeCdpCommand("Network.clearBrowserCookies", Map.of());
    }

    @ParameterizedTest
    @EnumSource
    void nothingChangesAndTheOwnerStaysLoggedIn(Attack attack) {
        Customer owner = logIn(api.register());
        Customer attacker = api.register();
        String before = state();
        int earlier = proxy.passedOn().size();

        run(attack.site, attack.script, attacker);

        Exchange last = awaitRequest(earlier, attack.lastRequest);
        if (!last.method().equals("OPTIONS")) {
            assertThat(last.headers().getFirst("Cookie")).contains("connect.sid=");
        }
        if (attack.name().contains("SANDBOXED")) {
            assertThat(last.headers().getFirst("Origin")).isEqualTo("null");
        }
        if (attack.name().contains("FETCH") && !attack.name().contains("SANDBOXED")) {
            assertThat(outcome()).isEqualTo(attack.lastRequest.endsWith("403") ? "opaque" : "TypeError");
        }
        assertThat(state()).isEqualTo(before);
        open(SHOP);
        assertThat(me()).startsWith("200").contains(owner.id()).doesNotContain("Mallory");
    }

    /** Without a cookie, the request is not refused for its origin; but no page can send JSON without a preflight. */
    @ParameterizedTest
    @EnumSource(names = {"LOG_IN_BY_FORM", "LOG_IN_BY_FETCH", "REGISTRATION_BY_FORM"})
    void aVisitorIsNotLoggedIn(Attack attack) {
        Customer attacker = api.register();
        String before = state();
        int earlier = proxy.passedOn().size();

        run(attack.site, attack.script, attacker);

        awaitRequest(earlier, attack.lastRequest.replace("403", "400"));
        assertThat(state()).isEqualTo(before);
        open(API);
        assertThat(browser.manage().getCookies()).isEmpty();
    }

    @Test
    void anAllowedOriginOnAnotherSubdomainMayDoAllOfIt() {
        Customer owner = logIn(api.register());

        assertThat(page().fetch("POST", ME, "{\"first_name\":\"Grace\"}"))
                .startsWith("200")
                .contains("Grace");
        assertThat(jdbc.sql("select first_name from customer where id = ?")
                        .param(owner.id())
                        .query(String.class)
                        .single())
                .isEqualTo("Grace");
        assertThat(page().fetch("DELETE", "/store/auth")).isEqualTo("200");
        assertThat(me()).isEqualTo("401");
    }

    /**
     * A sibling sub-domain can set a cookie for the whole domain. Of two, the browser sends the one with the longer path
     * first, then the older one, and the first counts, as in Medusa. So a longer path lets the attacker show the customer the
     * attacker's account ({@code docs/deploying.md} says so); nobody gets at the customer's.
     */
    @ParameterizedTest(name = "{0} cookie with the path {1}: {2}")
    @CsvSource({
        "forged, /, owner",
        "forged, /store, logged out",
        "attacker's, /, owner",
        "attacker's, /store, attacker",
        "attacker's, /store/customers, attacker"
    })
    void aTossedCookieChangesNothingAtTheServer(String cookie, String path, String seen) {
        Customer owner = logIn(api.register());
        Customer attacker = api.register();
        String before = state();

        toss(cookie.equals("forged") ? "s%3Aforged.signature" : attacker.cookie(), path);

        open(SHOP);
        String me = me();
        assertThat(me.contains(owner.id()) ? "owner" : me.contains(attacker.id()) ? "attacker" : me)
                .isEqualTo(seen.equals("logged out") ? "401" : seen);
        assertThat(state()).isEqualTo(before);

        browser.executeCdpCommand(
                "Network.deleteCookies", Map.of("name", "connect.sid", "domain", ".shop.example", "path", path));
        assertThat(me()).startsWith("200").contains(owner.id());
    }

    /** The log-in ends the session of the cookie that it comes with, so the older cookie is worth nothing. */
    @Test
    void aCookieThatWasTossedBeforeTheLogInIsNotTheAttackersAfterwards() {
        Customer attacker = api.register();
        Customer owner = api.register();
        toss(attacker.cookie(), "/");

        logIn(owner);

        assertThat(me()).isEqualTo("401");
        assertThat(api.cookieStatus(attacker.cookie())).isEqualTo(401);
    }

    private Customer logIn(Customer customer) {
        open(SHOP);
        assertThat(page().logIn("/store/auth", customer.email(), customer.password()))
                .startsWith("200")
                .contains(customer.id());
        return customer;
    }

    private static void toss(String value, String path) {
        open(SIBLING);
        browser.executeScript(
                "document.cookie = 'connect.sid=' + arguments[0]"
                        + " + '; Domain=shop.example; Path=' + arguments[1] + '; Secure; SameSite=None'",
                value,
                path);
        if (path.equals("/")) {
            assertThat(browser.manage().getCookies())
                    .extracting(Cookie::getValue)
                    .contains(value);
        }
    }

    private static void run(String site, String script, Customer attacker) {
        open(site);
        browser.executeScript(FUNCTIONS + script, at(API), attacker.email(), attacker.password());
    }

    private static Exchange awaitRequest(int earlier, String expected) {
        return new WebDriverWait(browser, Duration.ofSeconds(20))
                .withMessage(() -> expected + " was not among " + requests(earlier))
                .until(driver -> requests(earlier).contains(expected) ? lastOf(proxy.passedOn()) : null);
    }

    private static List<String> requests(int earlier) {
        return proxy.passedOn().stream()
                .skip(earlier)
                .map(sent -> "%s %s %d".formatted(sent.method(), sent.path(), sent.status()))
                .toList();
    }

    private static Exchange lastOf(List<Exchange> exchanges) {
        return exchanges.get(exchanges.size() - 1);
    }

    private static Object outcome() {
        return new WebDriverWait(browser, Duration.ofSeconds(20))
                .until(driver -> browser.executeScript("return window.outcome"));
    }

    private static String me() {
        return page().fetch("GET", ME);
    }

    private static PageRequests page() {
        return new PageRequests(browser, at(API));
    }

    private static void open(String origin) {
        browser.get(at(origin) + "/page");
    }

    private static String at(String origin) {
        return origin + ":" + proxy.port();
    }

    /** Returns the rows that an attack could change; the last access of a session is not one of them. */
    private String state() {
        return jdbc.sql("""
                select jsonb_build_array(
                    (select jsonb_agg(c order by c.id) from customer c),
                    (select jsonb_agg(a order by a.id) from address a),
                    (select jsonb_agg(jsonb_build_array(s.primary_id, s.session_id) order by s.primary_id)
                     from storelatch.session s),
                    (select jsonb_agg(s order by s.session_primary_id, s.attribute_name)
                     from storelatch.session_attributes s),
                    (select jsonb_agg(s order by s.realm, s.account_id) from storelatch.account_state s))::text
                """).query(String.class).single();
    }

    /** Answers with an empty page under each name but that of the server. */
    private static boolean page(HttpExchange exchange) throws IOException {
        String host = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Host"))
                .orElse("");
        if (exchange.getRequestURI().getPath().startsWith("/store/") && host.startsWith("api.")) {
            return false;
        }
        byte[] page = "<!doctype html><title>Page</title><body></body>".getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
        exchange.sendResponseHeaders(200, page.length);
        exchange.getResponseBody().write(page);
        return true;
    }
}
