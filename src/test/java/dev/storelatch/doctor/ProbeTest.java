package dev.storelatch.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.support.AdminApi;
import dev.storelatch.support.Api;
import dev.storelatch.support.Api.Customer;
import dev.storelatch.support.ServerTest;
import java.io.ByteArrayInputStream;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.test.context.TestPropertySource;

/**
 * The command with {@code --probe} against the running server behind a proxy with TLS; each test of a rule has its name, and
 * makes the proxy do what the rule is about.
 */
@ServerTest
@TestPropertySource(
        properties = {
            "storelatch.cors.store=" + ProbeTest.SHOP,
            "storelatch.cors.admin=" + ProbeTest.DASHBOARD,
            "storelatch.session.cookie.same-site=none",
            "storelatch.session.cookie.partitioned=true"
        })
class ProbeTest {

    static final String SHOP = "https://www.shop.example";
    static final String DASHBOARD = "https://admin.shop.example";

    /** What the rules say about the pages themselves, which are on another site than localhost. */
    private static final List<String> ALWAYS = List.of("partitioned-cookie");

    private static TlsProxy proxy;

    @Autowired
    Api api;

    @Autowired
    AdminApi admins;

    private record Run(boolean fine, String text) {

        /** Returns the ids of the rules in the report. */
        List<String> rules() {
            return Pattern.compile("\\[([a-z-]+)]")
                    .matcher(text)
                    .results()
                    .map(id -> id.group(1))
                    .filter(id -> !ALWAYS.contains(id))
                    .toList();
        }
    }

    @BeforeAll
    static void startTheProxy(@TempDir Path directory, @Autowired Api api) throws Exception {
        proxy = new TlsProxy(directory, api.port());
    }

    @AfterAll
    static void closeTheProxy() {
        proxy.close();
    }

    @BeforeEach
    void aProxyWithoutDefects() {
        proxy.reset();
    }

    @Test
    void aProxyThatPassesEverythingOnIsFine() {
        Run run = probe();

        assertThat(run.rules()).isEmpty();
        assertThat(run.fine()).isTrue();
        assertThat(run.text()).contains("connect.sid; Secure; Partitioned; SameSite=None, as the server sends it");
        assertThat(run(Map.of("admin", DASHBOARD, "probe", "true"), "").rules()).isEmpty();
    }

    @Test
    void aLogInWithAPasswordIsEndedAgainAndNotShown() {
        Customer customer = api.register();

        Run run = run(Map.of("shop", SHOP, "probe", "true", "email", customer.email()), customer.password() + "\n");

        assertThat(run.rules()).isEmpty();
        assertThat(run.text()).doesNotContain(customer.password(), "s%3A");
        assertThat(api.cookie(customer.cookie())
                        .get("/store/customers/me/sessions")
                        .<List<?>>path("sessions"))
                .hasSize(1);
    }

    @Test
    void aUserOfTheAdministrationLogsInToo() {
        AdminApi.User user = admins.add();

        assertThat(run(Map.of("admin", DASHBOARD, "probe", "true", "email", user.email()), user.password())
                        .rules())
                .isEmpty();
    }

    @Test
    void unreachable() {
        assertThat(run(Map.of("shop", SHOP, "probe", "true", "api", "http://localhost:1"), "")
                        .text())
                .contains("[unreachable]", "http://localhost:1 refuses the connection.");
        assertThat(run(Map.of("shop", SHOP, "probe", "true", "api", "https://api.invalid"), "")
                        .rules())
                .contains("unreachable");
        proxy.answer(exchange -> {
            TlsProxy.send(exchange, 502, "Server", "nginx");
            return true;
        });
        assertThat(probe().text()).contains("[unreachable]", "GET /store/auth is answered by 502 (nginx).");
    }

    @Test
    void certificate() {
        Run run = run(HttpClient.newHttpClient(), Map.of("shop", SHOP, "probe", "true"), "");

        assertThat(run.rules()).containsExactly("certificate");
        assertThat(run.fine()).isFalse();
    }

    @Test
    void redirected() {
        proxy.answer(exchange -> {
            TlsProxy.send(exchange, 301, "Location", "https://www.shop.example/store/auth?token=secret");
            return true;
        });

        Run run = probe();

        assertThat(run.rules()).containsExactly("redirected");
        assertThat(run.text()).contains("https://www.shop.example/store/auth.").doesNotContain("secret");
    }

    @Test
    void notStorelatch() {
        proxy.answer(exchange -> {
            TlsProxy.send(exchange, 401, "X-Powered-By", "Express");
            return true;
        });

        assertThat(probe().text()).contains("[not-storelatch]", "(Express)");
    }

    @Test
    void preflightRefused() {
        proxy.answer(exchange -> {
            boolean preflight = exchange.getRequestMethod().equals("OPTIONS");
            if (preflight) {
                TlsProxy.send(
                        exchange, 401, "Access-Control-Allow-Origin", SHOP, "Access-Control-Allow-Credentials", "true");
            }
            return preflight;
        });

        assertThat(probe().rules()).containsExactly("preflight-refused");
    }

    @Test
    void corsHeaders() {
        proxy.onResponse(headers -> headers.set("Access-Control-Allow-Origin", "*"));
        assertThat(probe().rules()).containsExactly("cors-headers");

        proxy.onResponse(headers -> headers.remove("Access-Control-Allow-Credentials"));
        assertThat(probe().rules()).containsExactly("cors-headers");
    }

    @Test
    void corsHeadersDoubled() {
        proxy.onResponse(headers -> headers.add("Access-Control-Allow-Origin", SHOP));

        assertThat(probe().rules()).containsExactly("cors-headers-doubled");
    }

    @Test
    void anOriginThatTheRunningServerDoesNotListIsFound() {
        Run run = run(Map.of("shop", "https://shop.example", "probe", "true"), "");

        assertThat(run.rules()).containsExactly("origin-not-listed");
        assertThat(run.text()).contains("Add https://shop.example to STORE_CORS of the running server");
    }

    @Test
    void cookieLost() {
        proxy.onResponse(headers -> headers.remove("Set-Cookie"));
        assertThat(probe().rules()).containsExactly("cookie-lost");

        proxy.reset();
        proxy.onRequest(headers -> headers.remove("Cookie"));
        assertThat(probe().rules()).containsExactly("cookie-lost");
    }

    @Test
    void cookieDiffersFromSettings() {
        proxy.onResponse(headers -> headers.computeIfPresent(
                "Set-Cookie",
                (name, values) -> values.stream()
                        .map(value -> value.replace("; Partitioned; SameSite=None", "; SameSite=Lax"))
                        .toList()));

        Run run = probe();

        assertThat(run.rules()).containsExactlyInAnyOrder("cookie-differs-from-settings", "cross-site");
        assertThat(run.text()).contains("connect.sid; Secure; SameSite=Lax, as the server sends it");
    }

    @Test
    void otherServerSetsCookie() {
        proxy.answer(exchange -> {
            boolean products = exchange.getRequestURI().getPath().equals("/store/products");
            if (products) {
                TlsProxy.send(exchange, 200, "Set-Cookie", "connect.sid=s%3Aother.x; Path=/; HttpOnly");
            }
            return products;
        });

        assertThat(probe().rules()).containsExactly("other-server-sets-cookie");
    }

    @Test
    void forwardedHeaders() {
        proxy.onRequest(headers -> headers.remove("X-Forwarded-Proto"));
        assertThat(probe().text()).contains("[forwarded-headers]", "X-Forwarded-Proto is missing or not trusted.");

        proxy.onRequest(headers -> headers.remove("X-Forwarded-Host"));
        Run run = probe();
        assertThat(run.rules()).containsExactly("forwarded-headers");
        assertThat(run.text()).contains("X-Forwarded-Host with the port is missing or not trusted.");
        assertThat(run.fine()).isTrue();
    }

    @Test
    void cacheable() {
        proxy.onResponse(headers -> headers.set("Cache-Control", "public, max-age=60"));
        assertThat(probe().rules()).containsExactly("cacheable");

        proxy.onResponse(headers -> headers.set("Age", "3"));
        assertThat(probe().rules()).containsExactly("cacheable");
    }

    @Test
    void loginRefused() {
        Customer customer = api.register();

        Run run = run(Map.of("shop", SHOP, "probe", "true", "email", customer.email()), "not the password");

        assertThat(run.rules()).containsExactly("login-refused");
        assertThat(run.text()).contains("POST /store/auth is answered by 401.").doesNotContain("not the password");
    }

    @Test
    void cookieNotAccepted() {
        Customer customer = api.register();
        proxy.onRequest(headers -> {
            if (headers.getFirst("Cookie") != null && headers.getFirst("Cookie").contains("s%3A")) {
                headers.remove("Cookie");
            }
        });

        assertThat(run(Map.of("shop", SHOP, "probe", "true", "email", customer.email()), customer.password())
                        .rules())
                .containsExactly("cookie-not-accepted");
    }

    @Test
    void logoutIgnored() {
        Customer customer = api.register();
        AtomicInteger logOuts = new AtomicInteger();
        proxy.answer(exchange -> {
            String cookie = String.valueOf(exchange.getRequestHeaders().getFirst("Cookie"));
            boolean logOut = exchange.getRequestMethod().equals("DELETE") && cookie.contains("s%3A");
            if (logOut) {
                logOuts.incrementAndGet();
                TlsProxy.send(exchange, 405);
            }
            return logOut;
        });

        assertThat(run(Map.of("shop", SHOP, "probe", "true", "email", customer.email()), customer.password())
                        .rules())
                .containsExactly("logout-ignored");
        assertThat(logOuts).hasValue(1);
    }

    @Test
    void anEndlessAnswerIsReadInPart() {
        proxy.answer(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] part = new byte[8192];
            for (int i = 0; i < 100_000; i++) {
                exchange.getResponseBody().write(part);
            }
            return true;
        });

        assertThat(probe().rules()).containsExactly("not-storelatch");
    }

    private Run probe() {
        return run(Map.of("shop", SHOP, "probe", "true"), "");
    }

    private static Run run(Map<String, String> options, String input) {
        return run(proxy.client(), options, input);
    }

    private static Run run(HttpClient client, Map<String, String> options, String input) {
        MockEnvironment settings = new MockEnvironment()
                .withProperty("storelatch.session.cookie.partitioned", "true")
                .withProperty("storelatch.cors.store", SHOP);
        Map<String, String> all = new HashMap<>(options);
        all.putIfAbsent("api", proxy.origin());
        List<String> lines = new ArrayList<>();
        boolean fine = new DoctorCommand(new ByteArrayInputStream(input.getBytes(UTF_8)), client)
                .run(settings, all, lines::add);
        return new Run(fine, String.join(" ", lines).replaceAll(" +", " "));
    }
}
