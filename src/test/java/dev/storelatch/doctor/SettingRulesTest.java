package dev.storelatch.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.storelatch.doctor.CookieAttributes.SameSite;
import dev.storelatch.request.AllowedOrigins;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The rules about settings; each test has the name of its rule. */
class SettingRulesTest {

    private static final CookieAttributes NONE = new CookieAttributes(true, SameSite.NONE, null, false);
    private static final CookieAttributes LAX = new CookieAttributes(true, SameSite.LAX, null, false);
    private static final CookieAttributes STRICT = new CookieAttributes(true, SameSite.STRICT, null, false);
    private static final CookieAttributes PARTITIONED = new CookieAttributes(true, SameSite.NONE, null, true);
    private static final CookieAttributes LOCAL = new CookieAttributes(false, SameSite.LAX, null, false);

    @Test
    void secureRequired() {
        for (CookieAttributes dropped : new CookieAttributes[] {
            new CookieAttributes(false, SameSite.NONE, null, false),
            new CookieAttributes(false, SameSite.LAX, null, true)
        }) {
            assertThat(CookieRules.refusal(dropped)).map(Finding::rule).contains(Rule.SECURE_REQUIRED);
            assertThat(cookie(dropped, null)).contains(Rule.SECURE_REQUIRED);
        }
        assertThat(CookieRules.refusal(NONE)).isEmpty();
        assertThat(CookieRules.refusal(LOCAL)).isEmpty();
    }

    @Test
    void secureOverHttp() {
        assertThat(cookie(LAX, "http://api.shop.com")).containsExactly(Rule.SECURE_OVER_HTTP);
        assertThat(cookie(LAX, "http://192.168.1.10:9000")).containsExactly(Rule.SECURE_OVER_HTTP);
        assertThat(cookie(LAX, "https://api.shop.com")).isEmpty();
    }

    @Test
    void secureOnLocalhost() {
        assertThat(cookie(LAX, "http://localhost:9000")).containsExactly(Rule.SECURE_ON_LOCALHOST);
        assertThat(cookie(LOCAL, "http://localhost:9000")).isEmpty();
    }

    @Test
    void partitionedWithoutNone() {
        assertThat(cookie(new CookieAttributes(true, SameSite.LAX, null, true), null))
                .containsExactly(Rule.PARTITIONED_WITHOUT_NONE);
        assertThat(cookie(PARTITIONED, null)).isEmpty();
    }

    @Test
    void domainMalformed() {
        assertThat(cookie(withDomain("https://shop.com"), "https://api.shop.com"))
                .containsExactly(Rule.DOMAIN_MALFORMED);
    }

    @Test
    void domainIsPublicSuffix() {
        for (String domain : new String[] {"com", ".co.uk", "vercel.app"}) {
            assertThat(cookie(withDomain(domain), null)).containsExactly(Rule.DOMAIN_IS_PUBLIC_SUFFIX);
        }
        assertThat(cookie(withDomain("vercel.app"), "https://api.vercel.app"))
                .containsExactly(Rule.DOMAIN_IS_PUBLIC_SUFFIX);
        assertThat(cookie(withDomain("localhost"), "https://localhost")).isEmpty();
    }

    @Test
    void domainOfAnotherHost() {
        assertThat(cookie(withDomain("www.shop.com"), "https://api.shop.com"))
                .containsExactly(Rule.DOMAIN_OF_ANOTHER_HOST);
        assertThat(cookie(withDomain("shop.com"), "https://api.myshop.com"))
                .containsExactly(Rule.DOMAIN_OF_ANOTHER_HOST);
        assertThat(cookie(withDomain("api.shop.com"), "https://api.shop.com")).isEmpty();
    }

    @Test
    void domainSharesCookie() {
        assertThat(cookie(withDomain(".Shop.com"), "https://api.shop.com")).containsExactly(Rule.DOMAIN_SHARES_COOKIE);
    }

    @Test
    void mixedContent() {
        assertThat(page("https://www.shop.com", "http://api.shop.com", LAX)).contains(Rule.MIXED_CONTENT);
        assertThat(page("https://www.shop.com", "https://api.shop.com", LAX)).isEmpty();
    }

    @Test
    void mixedContentOnLocalhost() {
        assertThat(page("https://localhost:8000", "http://localhost:9000", LOCAL))
                .contains(Rule.MIXED_CONTENT_ON_LOCALHOST);
    }

    @Test
    void plainHttp() {
        assertThat(page("http://www.shop.com", "http://api.shop.com", LOCAL)).containsExactly(Rule.PLAIN_HTTP);
        assertThat(cookie(LOCAL, "http://api.shop.com")).containsExactly(Rule.PLAIN_HTTP);
        assertThat(page("http://localhost:8000", "http://localhost:9000", LOCAL))
                .isEmpty();
    }

    @Test
    void crossSite() {
        assertThat(page("https://www.shop.com", "https://api.backend.com", LAX)).containsExactly(Rule.CROSS_SITE);
        assertThat(page("https://www.shop.com", "https://api.backend.com", STRICT))
                .containsExactly(Rule.CROSS_SITE);
        assertThat(page("http://localhost:8000", "http://127.0.0.1:9000", LOCAL))
                .containsExactly(Rule.CROSS_SITE);
        assertThat(page("http://www.shop.com", "https://api.shop.com", LAX))
                .containsExactly(Rule.PLAIN_HTTP, Rule.CROSS_SITE);
        assertThat(page("https://www.shop.com", "https://api.shop.com", STRICT)).isEmpty();
    }

    @Test
    void thirdPartyCookie() {
        assertThat(page("https://www.shop.com", "https://api.backend.com", NONE))
                .containsExactly(Rule.THIRD_PARTY_COOKIE);
        assertThat(page("https://my-shop.vercel.app", "https://my-api.vercel.app", NONE))
                .containsExactly(Rule.THIRD_PARTY_COOKIE);
    }

    @Test
    void partitionedCookie() {
        assertThat(page("https://www.shop.com", "https://api.backend.com", PARTITIONED))
                .containsExactly(Rule.PARTITIONED_COOKIE);
    }

    @Test
    void noneOnSameSite() {
        assertThat(page("https://www.shop.com", "https://api.shop.com", NONE)).containsExactly(Rule.NONE_ON_SAME_SITE);
        assertThat(page("https://shop.com", "https://shop.com", NONE)).isEmpty();
    }

    @Test
    void originNotListed() {
        WebOrigin api = WebOrigin.parse("https://api.shop.com");
        WebOrigin page = WebOrigin.parse("https://www.shop.com");

        assertThat(list("https://www.shop.com/").checkPage(page, api)).isEmpty();
        assertThat(list("/^https:\\/\\/(.+\\.)?shop\\.com$/").checkPage(page, api))
                .isEmpty();
        assertThat(list("https://api.shop.com").checkPage(api, api)).isEmpty();
        assertThat(list("http://localhost:8000").checkPage(page, api)).get().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo(Rule.ORIGIN_NOT_LISTED);
            assertThat(finding.remedy()).isEqualTo("Set STORE_CORS=https://www.shop.com");
        });
        assertThat(list("https://shop.com").checkPage(page, api)).get().satisfies(finding -> {
            assertThat(finding.problem()).endsWith("The entry https://shop.com differs in www.");
            assertThat(finding.remedy()).isEqualTo("Set STORE_CORS=https://shop.com,https://www.shop.com");
        });
        assertThat(list("http://www.shop.com:8080").checkPage(page, api))
                .get()
                .extracting(Finding::problem)
                .asString()
                .endsWith("The entry http://www.shop.com:8080 differs in http or https and the port.");
    }

    @Test
    void localOriginsOnly() {
        assertThat(list("http://localhost:8000").checkDefault(NONE))
                .map(Finding::rule)
                .contains(Rule.LOCAL_ORIGINS_ONLY);
        assertThat(list("http://localhost:8000").checkDefault(LOCAL)).isEmpty();
        assertThat(list("http://localhost:8000", "https://www.shop.com").checkDefault(NONE))
                .isEmpty();
        assertThat(list("http://localhost:8000", "capacitor://localhost").checkDefault(NONE))
                .isEmpty();
        assertThat(list().checkDefault(NONE)).isEmpty();
    }

    @Test
    void httpOriginListed() {
        assertThat(list("http://www.shop.com", "http://localhost:8000").check(NONE))
                .get()
                .satisfies(finding -> assertThat(finding.rule()).isEqualTo(Rule.HTTP_ORIGIN_LISTED))
                .satisfies(finding -> assertThat(finding.problem()).endsWith("with http: http://www.shop.com."))
                .satisfies(finding -> assertThat(finding.remedy()).endsWith(" write https://www.shop.com."));
        assertThat(list("/^https?:\\/\\/shop\\.com$/").check(NONE))
                .get()
                .extracting(Finding::remedy)
                .asString()
                .endsWith(" write /^https:\\/\\/shop\\.com$/.");
        assertThat(list("/^(http|https):\\/\\/shop\\.com$/").check(NONE)).isPresent();
        assertThat(list("/^http:\\/\\/localhost\\.shop\\.com$/").check(NONE)).isPresent();

        assertThat(list("https://www.shop.com", "http://127.0.0.1:8000", "/^https:\\/\\/(.+\\.)?shop\\.com$/")
                        .check(NONE))
                .isEmpty();
        assertThat(list("/^http:\\/\\/localhost:\\d+$/").check(NONE)).isEmpty();
        assertThat(list("http://www.shop.com").check(LOCAL)).isEmpty();
    }

    private static CookieAttributes withDomain(String domain) {
        return new CookieAttributes(true, SameSite.LAX, domain, false);
    }

    private static OriginRules list(String... entries) {
        return new OriginRules("STORE_CORS", AllowedOrigins.of(List.of(entries), "STORE_CORS"));
    }

    private static List<Rule> cookie(CookieAttributes cookie, @Nullable String api) {
        WebOrigin server = Optional.ofNullable(api).map(WebOrigin::parse).orElse(null);
        return new CookieRules(new Sites())
                .check(cookie, server).stream().map(Finding::rule).toList();
    }

    private static List<Rule> page(String page, String api, CookieAttributes cookie) {
        return new PageRules(new Sites())
                .check(WebOrigin.parse(page), WebOrigin.parse(api), cookie).stream()
                        .map(Finding::rule)
                        .toList();
    }
}
